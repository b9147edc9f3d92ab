"""Exports to pandas: the paths of the newest path spectrum, and every model with its tags and metrics.
Usage: paths_to_pandas.py"""
import io, os
import numpy, pandas, requests

server, session = os.environ.get("PASSBAND_SERVER", "http://127.0.0.1:4000"), requests.Session()
if "PASSBAND_TOKEN" in os.environ: session.headers["Authorization"] = "Bearer " + os.environ["PASSBAND_TOKEN"]

def export(name, **parameters):
    answer = session.get(f"{server}/export/{name}", params=parameters)
    answer.raise_for_status()
    return io.BytesIO(answer.content)

query = "{ measurements(first: 1, filter: { method: PATH_SPECTRUM, status: SUCCEEDED }) { edges { node { id model { name } } } } }"
newest = session.post(server + "/graphql", json={"query": query}).json()["data"]["measurements"]["edges"][0]["node"]

# A row a path; the cutoff is chosen now, not when it was measured (pages and metrics have 0.1).
paths = pandas.read_csv(export(f"measurements/{newest['id']}.csv", cutoff=0.2))
paths["scope"] = numpy.where(paths.classA == paths.classB, "within class", "between classes")
print(newest["model"]["name"], "by scope:")
print(paths.groupby("scope")[["samples", "length", "periodogram"]].agg(["mean", "std", "count"]).to_string())

# The same with every path's spectrum: those of path k stand between offsets k and k + 1.
arrays = numpy.load(export(f"measurements/{newest['id']}.npz"))
print({name: arrays[name].shape for name in arrays.files})

models = pandas.read_csv(export("models.csv", metrics="accuracy,highFrequencyFraction.within"))
print(models.describe().to_string())
