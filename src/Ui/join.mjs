// Joins the stylesheets of the components, in the order given, into the one the pages load.
import { readFileSync, writeFileSync } from "node:fs";

writeFileSync("wwwroot/yihe.css", process.argv.slice(2).map((file) => readFileSync(file, "utf8")).join("\n"));
