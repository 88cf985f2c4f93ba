const permissions = ['accelerometer', 'camera', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'payment', 'usb'];

/** The headers of every answer; `storage` are the origins that hold the media, as CSP sources. */
export function securityHeaders(storage: readonly string[]): Readonly<Record<string, string>> {
  const media = storage.join(' ');
  const policy = [
    "default-src 'none'",
    // WebAssembly is how large files are hashed; it does not allow eval.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `img-src 'self' blob: data: ${media}`,
    `media-src 'self' blob: ${media}`,
    `connect-src 'self' ${media}`,
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // What turns text into code or markup takes only what the page's one policy made (src/trusted-types.ts).
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': permissions.map((name) => `${name}=()`).join(', '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
