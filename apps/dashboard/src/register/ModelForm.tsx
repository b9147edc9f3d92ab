'use client';

import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { problemsOf } from '../api/problems.ts';
import { Link } from '../components/Link.tsx';
import { modelHref } from '../components/links.ts';
import { LABELS } from '../format/labels.ts';
import { plural } from '../format/words.ts';
import { measureLink } from '../measure/form.ts';
import { RegisterModelMutation } from './documents.ts';
import { emptyModel, type ModelFields, modelInput } from './model-input.ts';
import classes from './Register.module.css';
import { RegistrationForm } from './RegistrationForm.tsx';
import { nameOfFile } from './text-fields.ts';
import { useRegistration } from './use-registration.ts';

interface ModelFormProps {
  file: File | undefined;
  onFile: (file: File) => void;
  onRegistered: () => void;
}

/** File, name and tags of a model; what the network is fed is folded away, since most files need none of it. */
export function ModelForm({ file, onFile, onRegistered }: ModelFormProps) {
  const client = useClient();
  const [fields, setFields] = useState<ModelFields>(emptyModel);
  const read = modelInput(fields);
  useEffect(() => {
    if (file) setFields((present) => ({ ...present, name: present.name || nameOfFile(file.name) }));
  }, [file]);
  const { state, start, reset } = useRegistration(async (upload) => {
    if (!('value' in read)) return { problems: [read.problem] };
    const { data, error } = await client.mutation(RegisterModelMutation, { input: { ...read.value, upload } });
    const model = data?.registerModel.model;
    if (!model) return { problems: problemsOf(data?.registerModel.userErrors, error) };
    onRegistered();
    return { result: model };
  });
  if (state.step === 'done') return <Registered model={state.result} />;
  const set = (key: keyof ModelFields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((present) => ({ ...present, [key]: value }));
  };
  const touched = Object.values(fields).some((value) => value !== '');
  return (
    <RegistrationForm
      {...{ file, onFile, state }}
      kinds=".onnx; a SavedModel, TF.js graph or layers model as .zip or .tar.gz"
      problem={'problem' in read ? read.problem : undefined}
      tellsProblem={touched && file !== undefined}
      onSend={start}
      onStop={reset}
    >
      <TextInput size="xs" label="Name" value={fields.name} onChange={set('name')} />
      <Textarea
        size="xs"
        label="Tags: what was varied in training"
        placeholder="augmentation=mixup, epochs=6, seed=0"
        autosize
        minRows={2}
        value={fields.tags}
        onChange={set('tags')}
      />
      <details>
        <summary>What the network is fed and gives</summary>
        <Feed fields={fields} set={set} />
      </details>
    </RegistrationForm>
  );
}

interface FeedProps {
  fields: ModelFields;
  set: (key: keyof ModelFields) => (event: { currentTarget: { value: string } }) => void;
}

function Feed({ fields, set }: FeedProps) {
  return (
    <div className={classes.advanced}>
      <TextInput
        size="xs"
        label={LABELS.inputMean}
        placeholder="the dataset's"
        value={fields.mean}
        onChange={set('mean')}
      />
      <TextInput
        size="xs"
        label={LABELS.inputStd}
        placeholder="the dataset's"
        value={fields.std}
        onChange={set('std')}
      />
      <NativeSelect
        size="xs"
        label={LABELS.inputScale}
        data={[
          { value: '', label: '0 to 1' },
          { value: 'BYTE', label: '0 to 255' },
        ]}
        value={fields.scale}
        onChange={set('scale')}
      />
      <NativeSelect
        size="xs"
        label={LABELS.inputLayout}
        data={[
          { value: '', label: "by the file's shape" },
          { value: 'NCHW', label: 'channels first' },
          { value: 'NHWC', label: 'channels last' },
        ]}
        value={fields.layout}
        onChange={set('layout')}
      />
      <NativeSelect
        size="xs"
        label="Output"
        data={[
          { value: '', label: 'seen when measured' },
          { value: 'LOGITS', label: 'logits' },
          { value: 'PROBABILITIES', label: 'probabilities' },
        ]}
        value={fields.output}
        onChange={set('output')}
      />
    </div>
  );
}

function Registered({ model }: { model: { id: string; name: string; classCount: number | null } }) {
  return (
    <div role="status">
      <p style={{ marginTop: 0 }}>
        <strong>{model.name}</strong> is registered
        {model.classCount !== null && `, with ${plural(model.classCount, 'class', 'classes')}`}.
      </p>
      <div className={classes.end}>
        <Link className="button button-primary" href={measureLink({ model: model.id })}>
          Measure it
        </Link>
        <Link className="button" href={modelHref(model.id)}>
          Open
        </Link>
      </div>
    </div>
  );
}
