'use client';

import { useEffect, useState } from 'react';

/** Where sample k of a path is as a picture. */
export function sampleUrl(path: string, sample: number): string {
  return `/paths/${encodeURIComponent(path)}/${sample}.png`;
}

/** What is known of a picture: its data, or null where the server has none. */
type Pictures = ReadonlyMap<string, string | null>;

const atOnce = 4;
/** Pictures larger than this are not fetched before they are needed. */
const smallBytes = 20_000;

/**
 * Pictures of a path's samples as data URLs, by their URL, so that a downloaded figure holds them. First those in the strip,
 * then, where they are small, all others, so that the pointer finds them there.
 */
export function useSampleImages(path: string | undefined, strip: readonly number[], samples: number): Pictures {
  const [pictures, setPictures] = useState<Pictures>(new Map());
  const key = strip.join(',');
  useEffect(() => {
    if (path === undefined || samples === 0) return;
    const controller = new AbortController();
    const first = key === '' ? [] : key.split(',').map(Number);
    const rest = Array.from({ length: samples }, (_, k) => k).filter((k) => !first.includes(k));
    const add = (url: string, data: string | null) => setPictures((known) => new Map(known).set(url, data));
    const urls = (of: readonly number[]) => of.map((sample) => sampleUrl(path, sample));
    setPictures((known) => new Map([...known].filter(([url]) => url.startsWith(sampleUrl(path, 0).slice(0, -5)))));
    loadAll(urls(first), add, controller.signal).then((largest) => {
      if (largest !== null && largest <= smallBytes) loadAll(urls(rest), add, controller.signal);
    });
    return () => controller.abort();
  }, [path, key, samples]);
  return pictures;
}

/** Loads a few at once; the size of the largest in bytes, null where the server had none of them. */
async function loadAll(
  urls: readonly string[],
  add: (url: string, data: string | null) => void,
  signal: AbortSignal,
): Promise<number | null> {
  const waiting = [...urls];
  let largest: number | null = null;
  const work = async () => {
    for (let url = waiting.shift(); url !== undefined && !signal.aborted; url = waiting.shift()) {
      const blob = await pictureAt(url, signal);
      if (signal.aborted) return;
      if (blob) largest = Math.max(largest ?? 0, blob.size);
      add(url, blob && (await dataUrl(blob)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return largest;
}

async function pictureAt(url: string, signal: AbortSignal): Promise<Blob | null> {
  try {
    const response = await fetch(url, { signal, credentials: 'same-origin' });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
