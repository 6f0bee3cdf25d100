// Printed letters as whoever holds them sees them: their words, and what a camera reads in their QR codes.
import { execFileSync } from 'node:child_process';
import jsQR from 'jsqr';

const FINE_ENOUGH_FOR_A_CAMERA = 150; // dots per inch

/** The text of each page of a PDF file. */
export function pagesOf(file) {
  return execFileSync('pdftotext', ['-layout', file, '-']).toString().split('\f').slice(0, -1);
}

/** The address in the QR code on a page of a PDF file, the first page being 1; nothing where there is none. */
export function scanned(file, page) {
  const picture = execFileSync('pdftoppm', ['-r', String(FINE_ENOUGH_FOR_A_CAMERA), '-f', String(page), '-l', String(page), file], { maxBuffer: 64 * 1024 * 1024 });
  const { pixels, width, height } = readPixels(picture);
  return jsQR(pixels, width, height)?.data;
}

// A picture as pdftoppm writes it: "P6", width, height, 255, then red, green and blue of each point.
function readPixels(picture) {
  const [head, width, height] = picture.subarray(0, 64).toString('latin1').match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
  const points = picture.subarray(Buffer.byteLength(head, 'latin1'));
  const pixels = new Uint8ClampedArray(Number(width) * Number(height) * 4);
  for (let point = 0; point * 4 < pixels.length; point += 1) {
    pixels.set(points.subarray(point * 3, point * 3 + 3), point * 4);
    pixels[point * 4 + 3] = 255;
  }
  return { pixels, width: Number(width), height: Number(height) };
}
