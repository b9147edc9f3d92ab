"""Weights after steps of PyTorch's SGD with Nesterov momentum 0.9, gradients (decay of the kernel included) cut to norm 5.
Usage: python3 test/reference/nesterov_golden.py > test/reference/nesterov-golden.json (PyTorch 2)"""
import json
import torch

KERNEL, SHIFT, DECAY, RATE = [1.0, -2.0], [3.0], 0.1, 0.05
GRADIENTS = [[0.5, -0.25, 1.0], [-0.75, 0.5, 2.0], [6.0, 1.0, -8.0], [0.25, 1.0, -1.0]]

kernel = torch.tensor(KERNEL, dtype=torch.float64, requires_grad=True)
shift = torch.tensor(SHIFT, dtype=torch.float64, requires_grad=True)
descent = torch.optim.SGD([kernel, shift], RATE, momentum=0.9, nesterov=True)
for first, second, third in GRADIENTS:
    kernel.grad = torch.tensor([first, second], dtype=torch.float64) + DECAY * kernel.detach()
    shift.grad = torch.tensor([third], dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([kernel, shift], 5.0)
    descent.step()
weights = {"kernel": kernel.tolist(), "shift": shift.tolist()}
given = {"kernel": KERNEL, "shift": SHIFT, "decay": DECAY, "rate": RATE, "gradients": GRADIENTS}
print(json.dumps({"given": given, "weights": weights}, indent=1))
