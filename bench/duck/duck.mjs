// The limit: DuckDB on two threads takes CSV from standard input into the table that the plan names, asks its questions, and prints the
// answers as JSON lines. node duck.mjs plan.json < facts.csv
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const { before, questions } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
for (const statement of before) await connection.run(statement);
for (const { part, sql } of questions) {
  const rows = (await connection.runAndReadAll(sql)).getRowsJson();
  console.log(JSON.stringify({ part, rows }));
}
