// Saves something as a file, from memory. It fetches nothing.

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the content over once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A title as part of a file name. */
export const fileName = (...parts: string[]): string =>
  parts
    .map((part) =>
      part
        .toLowerCase()
        .normalize('NFC')
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-'),
    )
    .map((part) => part.replaceAll(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('_');
