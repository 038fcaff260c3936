// The limit: DuckDB on two threads takes CSV from standard input into the table that the plan names and asks its questions. Then, no longer
// timed, it prints the seconds and the answers as JSON lines. node duck.mjs plan.json < facts.csv
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const started = performance.now();
const { before, questions } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
for (const statement of before) await connection.run(statement);
const answers = [];
for (const { part, sql } of questions) answers.push({ part, read: await connection.runAndReadAll(sql) });
console.log((performance.now() - started) / 1000);
for (const { part, read } of answers) console.log(JSON.stringify({ part, rows: read.getRowsJson() }));
