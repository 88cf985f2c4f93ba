/** Whether a key can travel in an HTTP header: 1 to 1024 visible ASCII characters, without spaces. */
export function isHeaderSafeKey(key: string): boolean {
  return /^[\u0021-\u007e]{1,1024}$/.test(key);
}
