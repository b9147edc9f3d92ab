'use client';

import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../api/graphql.ts';
import { DialogBox } from '../components/DialogBox.tsx';
import { placesOf } from './places.ts';

const PlacesQuery = graphql(`
  query Places($name: String!) {
    models(first: 20, filter: { name: { contains: $name } }) {
      edges {
        node {
          id
          name
        }
      }
    }
    datasets {
      id
      name
    }
  }
`);

const AFTER_MS = 150;

/** A dialog that leads to models, datasets and pages by their names. */
export function GoTo(props: { opened: boolean; onClose: () => void }) {
  return (
    <DialogBox {...props} title="Go to">
      <PlaceField onChosen={props.onClose} />
    </DialogBox>
  );
}

function PlaceField({ onChosen }: { onChosen: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [name] = useDebouncedValue(text.trim(), AFTER_MS);
  const [{ data, error }] = useQuery({ query: PlacesQuery, variables: { name } });
  const places = placesOf(text, data?.models.edges.map(({ node }) => node) ?? [], data?.datasets ?? []);
  const open = (href: string) => {
    onChosen();
    router.push(href);
  };
  return (
    <Autocomplete
      aria-label="Name of a model, a dataset or a page"
      placeholder="Name of a model, a dataset or a page"
      data-autofocus
      value={text}
      onChange={setText}
      onOptionSubmit={(label) => {
        const chosen = places.flatMap(({ items }) => items).find((place) => place.label === label);
        if (chosen) open(chosen.href);
      }}
      data={places.map(({ group, items }) => ({ group, items: items.map(({ label }) => label) }))}
      filter={({ options }) => options}
      selectFirstOptionOnChange
      error={error?.message}
    />
  );
}
