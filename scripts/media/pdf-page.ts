const CONTENT = `q
0.16 0.32 0.55 rg 72 700 451 44 re f
1 1 1 rg BT /F1 20 Tf 88 715 Td (Certificate of residence) Tj ET
0 0 0 rg
BT /F1 12 Tf 72 650 Td 18 TL
(Holder: A. N. Example) Tj T*
(Street: 12 Sample Road, Testville) Tj T*
(Issued: 3 March 2026, number 0469-2026) Tj T*
(This page was drawn by a script for tests. It certifies nothing.) Tj ET
0.7 0.15 0.15 RG 3 w
420 190 m 420 217.6 397.6 240 370 240 c 342.4 240 320 217.6 320 190 c
320 162.4 342.4 140 370 140 c 397.6 140 420 162.4 420 190 c S
BT /F1 10 Tf 344 187 Td (TEST SEAL) Tj ET
0.1 0.1 0.4 RG 1.5 w 90 170 m 120 220 130 120 160 180 c 180 220 200 150 240 176 c S
0.5 w 72 156 m 260 156 l S
Q
`;

/** A one-page A4 PDF 1.4 with text, a seal and a signature; every offset in its cross-reference table is exact. */
export function pdfPage(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${CONTENT.length} >>\nstream\n${CONTENT}endstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = body.length;
  // Each entry is exactly 20 bytes, its line end included.
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
