/**
 * How alike two directions are: 1 for the same, 0 for unrelated, -1 for opposite; null when they cannot be compared,
 * because they differ in length or one of them is all zeros.
 */
export function cosineSimilarity(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) return null;
  // Scaled by the largest value, so that squares neither overflow nor vanish.
  const [topOfA, topOfB] = [a, b].map((values) => values.reduce((top, value) => Math.max(top, Math.abs(value)), 0));
  if (!topOfA || !topOfB) return null;
  let product = 0;
  let lengthOfA = 0;
  let lengthOfB = 0;
  a.forEach((value, index) => {
    const [x, y] = [value / topOfA, (b[index] ?? 0) / topOfB];
    product += x * y;
    lengthOfA += x * x;
    lengthOfB += y * y;
  });
  return Math.max(-1, Math.min(1, product / Math.sqrt(lengthOfA * lengthOfB)));
}
