// The limit: DuckDB on two threads compares names and phones of pairs that stand, as the people do, in its memory; prints the seconds.
// node pairs.mjs folder-of-list.csv-and-candidates.csv
import { DuckDBInstance } from '@duckdb/node-api';

const folder = process.argv[2];
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
await connection.run(`CREATE TABLE person AS SELECT "编号"::INTEGER AS id, "姓名" AS name, coalesce("电话", '') AS phone
  FROM read_csv('${folder}/list.csv', header = true, all_varchar = true)`);
await connection.run(`CREATE TABLE pair AS SELECT * FROM read_csv('${folder}/candidates.csv', header = false,
  columns = {'a': 'INTEGER', 'b': 'INTEGER'})`);
const started = performance.now();
await connection.runAndReadAll(`SELECT sum(jaro_winkler_similarity(x.name, y.name)), sum(levenshtein(x.phone, y.phone))
  FROM pair JOIN person x ON x.id = pair.a JOIN person y ON y.id = pair.b`);
console.log((performance.now() - started) / 1000);
