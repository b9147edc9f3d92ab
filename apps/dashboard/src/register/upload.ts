/** What a form needs to follow an upload. */
interface UploadWatch {
  /** Share sent, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/**
 * Sends a file's bytes to the address of an upload. Not with fetch: only XMLHttpRequest tells how much is sent. Rejects with
 * what the server said, or with what went wrong on the way.
 */
export function sendFile(url: string, file: Blob, { onProgress, signal }: UploadWatch): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 204) resolve();
      else reject(new Error(request.responseText.trim() || `The server answered ${request.status}.`));
    };
    request.onerror = () => reject(new Error('The connection broke off while the file was sent.'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
