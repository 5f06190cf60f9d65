/** Edge of the picture in dots: sharp at eight centimetres on paper. */
const EDGE = 1024;

/** Hands the QR code of an address over as a PNG file, for a flyer. */
export async function saveQr(text: string, file: string): Promise<void> {
  const { toDataURL } = await import('qrcode');
  const link = document.createElement('a');
  link.href = await toDataURL(text, { errorCorrectionLevel: 'M', width: EDGE, margin: 4 });
  link.download = file;
  link.click();
}
