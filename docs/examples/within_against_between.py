"""Registers a network and images, measures them and plots every model: within against between classes.
Usage: within_against_between.py net.onnx images.npz plot.png"""
import base64, os, sys, time
from pathlib import Path
import matplotlib, numpy, pandas, requests
matplotlib.use("Agg")

server, session = os.environ.get("PASSBAND_SERVER", "http://127.0.0.1:4000"), requests.Session()
if "PASSBAND_TOKEN" in os.environ: session.headers["Authorization"] = "Bearer " + os.environ["PASSBAND_TOKEN"]

def ask(query, **variables):
    answer = session.post(server + "/graphql", json={"query": query, "variables": variables}).json()
    if "errors" in answer: raise RuntimeError(answer["errors"])
    return answer["data"]

def made(mutation, fields, **given):
    kind = mutation[0].upper() + mutation[1:] + "Input!"
    done = ask(f"mutation ($i: {kind}) {{ made: {mutation}(input: $i) {{ {fields} userErrors {{ message }} }} }}", i=given)["made"]
    if done["userErrors"]: raise RuntimeError(done["userErrors"])
    return done

def uploaded(file):
    place = made("createUpload", "upload { id url }", fileName=file.name, sizeBytes=file.stat().st_size)["upload"]
    with file.open("rb") as body: session.put(server + place["url"], data=body).raise_for_status()
    return place["id"]

network, images, plot = map(Path, sys.argv[1:])
model = made("registerModel", "model { id }", name=f"{network.name} by Python", upload=uploaded(network))["model"]["id"]
dataset = made("registerDataset", "dataset { id }", name=f"{images.name} by Python", upload=uploaded(images))["dataset"]["id"]
started = made("measurePathSpectrum", "measurement { id }", model=model, dataset=dataset, pairsPerGroup=5)["measurement"]["id"]
while (now := ask("query ($id: ID!) { measurement(id: $id) { status error } }", id=started)["measurement"])["status"] in ("QUEUED", "RUNNING"):
    time.sleep(0.5)
if now["status"] != "SUCCEEDED": raise RuntimeError(now)

points = ask("""query ($metrics: [String!]!, $dataset: ID) { modelPoints(metrics: $metrics, dataset: $dataset) {
  models { name } metrics { name values lower upper } } }""", dataset=dataset, metrics=["highFrequencyFraction.within", "highFrequencyFraction.between"])["modelPoints"]
unpacked = lambda text: numpy.frombuffer(base64.b64decode(text), "<f4")  # NaN where a model has no such metric
table = pandas.DataFrame({metric["name"]: unpacked(metric["values"]) for metric in points["metrics"]}, [model["name"] for model in points["models"]]).dropna()
print(table.to_string())
table.plot.scatter(*table.columns).figure.savefig(plot)
