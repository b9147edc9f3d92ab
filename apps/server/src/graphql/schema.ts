import 'reflect-metadata';
import {
  DateTime,
  EvaluationMeasurement,
  FourierHeatMapMeasurement,
  JacobianNormMeasurement,
  NoiseFittingMeasurement,
  PathSpectrumMeasurement,
} from '@passband/schema';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { ChangesResolver } from '../resolvers/changes.ts';
import { ComparisonsResolver } from '../resolvers/comparisons.ts';
import { CorrelationResolver } from '../resolvers/correlation.ts';
import { ClassResolver, DatasetResolver } from '../resolvers/datasets.ts';
import { DirectionSpectrumResolver } from '../resolvers/directions.ts';
import { EvaluationResolver } from '../resolvers/evaluation.ts';
import { FourierHeatMapResolver } from '../resolvers/fourier-heat-map.ts';
import { InterventionEffectResolver, InterventionsResolver } from '../resolvers/interventions.ts';
import { JacobianNormResolver } from '../resolvers/jacobian-norm.ts';
import { MeasurementCostResolver } from '../resolvers/measurement-cost.ts';
import { MeasurementResolver } from '../resolvers/measurements.ts';
import { ModelPointsResolver } from '../resolvers/model-points.ts';
import { MetricResolver, ModelResolver } from '../resolvers/models.ts';
import { NodeResolver } from '../resolvers/node.ts';
import { NoiseFittingResolver } from '../resolvers/noise-fitting.ts';
import { PathSpectrumResolver } from '../resolvers/path-spectrum.ts';
import { PathResolver } from '../resolvers/paths.ts';
import { RegistrationResolver } from '../resolvers/registration.ts';
import { ServerResolver } from '../resolvers/server.ts';
import { SpectraResolver } from '../resolvers/spectra.ts';
import { TokenResolver } from '../resolvers/tokens.ts';
import { withLeastRoles } from './least-roles.ts';
import { withDefaultsForNull } from './null-defaults.ts';

/** type-graphql asks for one; no subscription here has topics, each has an iterable of its own. */
const noTopics: PubSub = {
  publish() {},
  subscribe(topic) {
    throw new Error(`no subscription has topics; asked for ${topic}`);
  },
};

/** The public schema with its resolvers. */
export function makeSchema(): GraphQLSchema {
  return withLeastRoles(
    withDefaultsForNull(
      buildSchemaSync({
        resolvers: [
          ChangesResolver,
          ClassResolver,
          ComparisonsResolver,
          CorrelationResolver,
          DatasetResolver,
          DirectionSpectrumResolver,
          EvaluationResolver,
          FourierHeatMapResolver,
          InterventionEffectResolver,
          InterventionsResolver,
          JacobianNormResolver,
          MeasurementCostResolver,
          MeasurementResolver,
          MetricResolver,
          ModelPointsResolver,
          ModelResolver,
          NodeResolver,
          NoiseFittingResolver,
          PathResolver,
          PathSpectrumResolver,
          RegistrationResolver,
          ServerResolver,
          SpectraResolver,
          TokenResolver,
        ],
        orphanedTypes: [
          PathSpectrumMeasurement,
          EvaluationMeasurement,
          JacobianNormMeasurement,
          FourierHeatMapMeasurement,
          NoiseFittingMeasurement,
        ],
        scalarsMap: [{ type: Date, scalar: DateTime }],
        pubSub: noTopics,
        validate: false,
      }),
    ),
  );
}
