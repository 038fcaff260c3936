// Holds resources, one a line on standard input, against the official definitions with a validator that nobody here wrote: node validate.mjs DEFINITIONS
import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';

const definitions = process.argv[2] + '/dist/fhir/r4/';
for (const file of ['profiles-types.json', 'profiles-resources.json']) indexStructureDefinitionBundle(JSON.parse(readFileSync(definitions + file)));
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const resource = JSON.parse(line);
  try {
    validateResource(resource);
  } catch (e) {
    console.log(`${resource.resourceType}: ${e.message}`);
  }
}
