"""Records what was measured elsewhere: models without a file, with tags and metrics out of a table.
Usage: record_metrics.py table.csv DATASET_NAME
The table has a column `name`; columns `metric:NAME` are metrics, all others tags. Done twice it records newer values."""
import os, sys
import pandas, requests

server, session = os.environ.get("PASSBAND_SERVER", "http://127.0.0.1:4000"), requests.Session()
if "PASSBAND_TOKEN" in os.environ: session.headers["Authorization"] = "Bearer " + os.environ["PASSBAND_TOKEN"]

def ask(query, **variables):
    answer = session.post(server + "/graphql", json={"query": query, "variables": variables}).json()
    if "errors" in answer: raise RuntimeError(answer["errors"])
    return answer["data"]

REGISTER = """mutation ($input: RegisterModelInput!) { registerModel(input: $input) { model { id } userErrors { message } } }"""
RECORD = """mutation ($input: RecordMetricsInput!) { recordMetrics(input: $input) {
  model { name metrics { name value standardError current } } userErrors { message } } }"""

table, dataset_name = pandas.read_csv(sys.argv[1], dtype={"name": str}), sys.argv[2]
dataset = next(one["id"] for one in ask("{ datasets { id name } }")["datasets"] if one["name"] == dataset_name)
is_metric = table.columns.str.startswith("metric:")
tag_names = table.columns[~is_metric].drop("name")
for _, row in table.iterrows():
    known = ask("query ($name: String!) { model(name: $name) { id } }", name=row["name"])["model"]
    if known is None:  # no upload: only its results are known
        tags = [{"key": key, "value": str(row[key])} for key in tag_names if pandas.notna(row[key])]
        made = ask(REGISTER, input={"name": row["name"], "tags": tags})["registerModel"]
        if made["userErrors"]: raise RuntimeError(made["userErrors"])
        known = made["model"]
    metrics = [{"name": column.removeprefix("metric:"), "value": row[column]} for column in table.columns[is_metric] if pandas.notna(row[column])]
    recorded = ask(RECORD, input={"model": known["id"], "dataset": dataset, "metrics": metrics})["recordMetrics"]
    if recorded["userErrors"]: raise RuntimeError(recorded["userErrors"])
    print(recorded["model"])
