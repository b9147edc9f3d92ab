'use client';

import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { problemsOf } from '../api/problems.ts';
import { Link } from '../components/Link.tsx';
import { datasetHref } from '../components/links.ts';
import { plural } from '../format/words.ts';
import { RegisterDatasetMutation } from './documents.ts';
import classes from './Register.module.css';
import { RegistrationForm } from './RegistrationForm.tsx';
import { nameOfFile, parseChannels } from './text-fields.ts';
import { useRegistration } from './use-registration.ts';

interface DatasetFormProps {
  file: File | undefined;
  onFile: (file: File) => void;
  onRegistered: () => void;
}

/** File and name of a dataset, and the mean and std that define its normalised pixel space. */
export function DatasetForm({ file, onFile, onRegistered }: DatasetFormProps) {
  const client = useClient();
  const [name, setName] = useState('');
  const [meanText, setMean] = useState('');
  const [stdText, setStd] = useState('');
  useEffect(() => {
    if (file) setName((present) => present || nameOfFile(file.name));
  }, [file]);
  const mean = parseChannels(meanText);
  const std = parseChannels(stdText);
  const problem = 'problem' in mean ? mean.problem : 'problem' in std ? std.problem : undefined;
  const { state, start, reset } = useRegistration(async (upload) => {
    if (!('value' in mean && 'value' in std)) return { problems: problem === undefined ? [] : [problem] };
    const input = { name, upload, mean: mean.value, std: std.value };
    const { data, error } = await client.mutation(RegisterDatasetMutation, { input });
    const dataset = data?.registerDataset.dataset;
    if (!dataset) return { problems: problemsOf(data?.registerDataset.userErrors, error) };
    onRegistered();
    return { result: dataset };
  });
  if (state.step === 'done') {
    const { id, name: registered, imageCount, classes: kinds } = state.result;
    return (
      <p role="status" style={{ margin: 0 }}>
        <Link href={datasetHref(id)}>{registered}</Link> is registered: {plural(imageCount, 'image')} of{' '}
        {plural(kinds.length, 'class', 'classes')}.
      </p>
    );
  }
  return (
    <RegistrationForm
      {...{ file, onFile, state, problem }}
      kinds=".npz, IDX, CIFAR or a folder of images as .zip or .tar.gz"
      tellsProblem
      onSend={start}
      onStop={reset}
    >
      <TextInput size="xs" label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <div className={classes.advanced} style={{ paddingTop: 0 }}>
        <TextInput
          size="xs"
          label="Mean, one a channel"
          placeholder="from the images"
          value={meanText}
          onChange={(event) => setMean(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label="Std, one a channel"
          placeholder="from the images"
          value={stdText}
          onChange={(event) => setStd(event.currentTarget.value)}
        />
      </div>
      <p className="caption">
        Of pixels scaled to 0 to 1. They define normalised pixel space, the unit of all distances.
      </p>
    </RegistrationForm>
  );
}
