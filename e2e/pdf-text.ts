export function textOfPdf(pdf: Buffer): string { return pdf.toString('latin1'); }
