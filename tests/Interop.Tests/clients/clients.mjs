// Two clients that nobody here wrote, at work against a served region: node clients.mjs BASE TOKEN fhir-kit|medplum
import { strict as assert } from 'node:assert';
import { MedplumClient } from '@medplum/core';
import { Client as FhirKit } from 'fhir-kit-client';

const [base, token, which] = process.argv.slice(2);
const person = (family) => ({ resourceType: 'Patient', name: [{ family, text: family + '一' }], gender: 'female', birthDate: '1955-03-09' });
const transaction = (family) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    { fullUrl: 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a', resource: person(family), request: { method: 'POST', url: 'Patient' } },
    {
      fullUrl: 'urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059',
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
        subject: { reference: 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a' },
      },
      request: { method: 'POST', url: 'Observation' },
    },
  ],
});

async function fhirKit() {
  const client = new FhirKit({ baseUrl: base, bearerToken: token });
  const statement = await client.capabilityStatement();
  assert.equal(statement.fhirVersion, '4.0.1');
  const created = await client.create({ resourceType: 'Patient', body: person('客') });
  assert.ok(created.id);
  for (let n = 0; n < 6; n++) await client.create({ resourceType: 'Patient', body: person('客') });
  const read = await client.read({ resourceType: 'Patient', id: created.id });
  assert.equal(read.name[0].family, '客');
  const updated = await client.update({ resourceType: 'Patient', id: created.id, body: { ...read, gender: 'male' } });
  assert.equal(updated.meta.versionId, '2');
  const history = await client.history({ resourceType: 'Patient', id: created.id });
  assert.equal(history.entry.length, 2);
  const old = await client.vread({ resourceType: 'Patient', id: created.id, version: '1' });
  assert.equal(old.gender, 'female');
  let page = await client.search({ resourceType: 'Patient', searchParams: { family: '客', _count: 3 } });
  const seen = new Set();
  while (page) {
    for (const entry of page.entry) seen.add(entry.resource.id);
    page = page.link.some((l) => l.relation === 'next') ? await client.nextPage({ bundle: page }) : null;
  }
  assert.equal(seen.size, 7);
  const done = await client.transaction({ body: transaction('套') });
  assert.equal(done.entry.length, 2);
  const found = await client.search({ resourceType: 'Observation', searchParams: { 'patient.family': '套' } });
  assert.equal(found.entry.length, 1);
  await client.delete({ resourceType: 'Patient', id: created.id });
  await assert.rejects(client.read({ resourceType: 'Patient', id: created.id }), (e) => e.response.status === 410);
}

async function medplum() {
  const url = new URL(base);
  const client = new MedplumClient({ baseUrl: url.origin + '/', fhirUrlPath: 'fhir', accessToken: token, cacheTime: 0 });
  const created = await client.createResource(person('梅'));
  assert.ok(created.id);
  for (let n = 0; n < 6; n++) await client.createResource(person('梅'));
  assert.equal((await client.readResource('Patient', created.id)).name[0].family, '梅');
  const updated = await client.updateResource({ ...created, gender: 'male' });
  assert.equal(updated.meta.versionId, '2');
  assert.equal((await client.readHistory('Patient', created.id)).entry.length, 2);
  assert.equal((await client.readVersion('Patient', created.id, '1')).gender, 'female');
  const seen = new Set();
  for await (const page of client.searchResourcePages('Patient', { family: '梅', _count: '3' })) page.forEach((p) => seen.add(p.id));
  assert.equal(seen.size, 7);
  const same = 'family=' + encodeURIComponent('再'); // it goes as a header
  const once = await client.createResourceIfNoneExist(person('再'), same);
  assert.equal((await client.createResourceIfNoneExist(person('再'), same)).id, once.id);
  const done = await client.executeBatch(transaction('普'));
  assert.equal(done.entry.length, 2);
  assert.equal((await client.searchOne('Observation', { 'patient.family': '普' })).resourceType, 'Observation');
  const everything = await client.readPatientEverything(done.entry[0].response.location.split('/')[1]);
  assert.equal(everything.entry.length, 2);
  await client.deleteResource('Patient', created.id);
}

await { 'fhir-kit': fhirKit, medplum }[which]();
console.log('ok');
