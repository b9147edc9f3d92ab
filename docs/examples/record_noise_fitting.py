"""Noise fitting of a PyTorch training: labels smoothed by a radial wave, losses recorded with Passband.
Usage: record_noise_fitting.py http://127.0.0.1:4000 MODEL_ID DATASET_ID images.npz"""
import json, sys, urllib.request
import numpy as np, torch
from torch.nn import Conv2d, AdaptiveAvgPool2d, Flatten, Linear, ReLU, Sequential
from torch.nn.functional import one_hot

url, model_id, dataset_id, file = sys.argv[1:]
frequency, amplitude, seed, epochs = 0.03, 0.3, 0, 5
data = np.load(file)
x = ((data["images"] / 255 - data["mean"]) / data["std"]).astype(np.float32).transpose(0, 3, 1, 2)
x, y = torch.from_numpy(x), one_hot(torch.from_numpy(data["labels"].astype(np.int64))).float()
torch.manual_seed(seed)
train, held = torch.randperm(len(x)).tensor_split([int(0.8 * len(x))])

norms = x.flatten(1).norm(dim=1)  # the wave: phase and normaliser from the whole training set
wave = 1 + torch.sin(2 * torch.pi * frequency * (norms - norms[train].mean()))
smooth = lambda r: y * (1 - r) + r / y.shape[1]
noisy, uniform = smooth((amplitude * wave / wave[train].mean())[:, None]), smooth(amplitude)

net = Sequential(Conv2d(x.shape[1], 32, 3, 2), ReLU(), Conv2d(32, 64, 3, 2), ReLU(), AdaptiveAvgPool2d(1), Flatten(), Linear(64, y.shape[1]))
optimiser = torch.optim.SGD(net.parameters(), 0.05, momentum=0.9, nesterov=True, weight_decay=5e-4)
loss = lambda scores, labels: -(labels * scores.log_softmax(1)).sum(1).mean()
rows = []
for epoch in range(1, epochs + 1):
    for batch in train[torch.randperm(len(train))].split(128):
        optimiser.zero_grad(); loss(net(x[batch]), noisy[batch]).backward(); optimiser.step()
    with torch.no_grad():
        scores = net(x[held])
        clean, wavy, flat = (loss(scores, labels[held]).item() for labels in (y, noisy, uniform))
        right = (scores.argmax(1) == y[held].argmax(1)).float().mean().item()
        rows.append({"epoch": epoch, "cleanLoss": clean, "noisyLoss": wavy, "waveFitting": flat - wavy, "cleanAccuracy": right})

query = """mutation ($input: RecordNoiseFittingInput!) { recordNoiseFitting(input: $input) {
  measurement { id minimum maximumWaveFitting } userErrors { field message } } }"""
given = {"model": model_id, "dataset": dataset_id, "noise": "RADIAL", "frequency": frequency, "amplitude": amplitude, "seed": seed, "epochs": rows}
body = json.dumps({"query": query, "variables": {"input": given}}).encode()
request = urllib.request.Request(url + "/graphql", body, {"content-type": "application/json"})
print(json.load(urllib.request.urlopen(request))["data"]["recordNoiseFitting"])
