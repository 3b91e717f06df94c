"""Logits of a model folder, computed in float64 from the definitions: RMSNorm (arXiv 1910.07467), rotary positions
(2104.09864) in the half-split layout, grouped-query attention (2305.13245), SwiGLU (2002.05202), Qwen3's norms of
queries and keys (2505.09388), Llama 3.1's frequencies (2407.21783).

usage: reference.py FOLDER [ID,ID,...]
Prints the logits after each token, as a JSON list of lists.
"""
import json
import math
import pathlib
import struct
import sys

import numpy as np


def load(folder):
    tensors = {}
    for path in sorted(folder.glob("*.safetensors")):
        data = path.read_bytes()
        (size,) = struct.unpack_from("<Q", data)
        for name, entry in json.loads(data[8 : 8 + size]).items():
            if name == "__metadata__":
                continue
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            raw = data[start:end]
            if entry["dtype"] == "BF16":
                values = (np.frombuffer(raw, "<u2").astype("<u4") << 16).view("<f4")
            else:
                values = np.frombuffer(raw, {"F32": "<f4", "F16": "<f2"}[entry["dtype"]])
            tensors[name] = values.astype(np.float64).reshape(entry["shape"])
    return tensors


def frequencies(config, dim):
    result = []
    for i in range(dim // 2):
        frequency = config["rope_theta"] ** (-2 * i / dim)
        scaling = config.get("rope_scaling")
        if scaling:
            assert scaling["rope_type"] == "llama3"
            original = scaling["original_max_position_embeddings"]
            wavelength = 2 * math.pi / frequency
            longest, shortest = original / scaling["low_freq_factor"], original / scaling["high_freq_factor"]
            if wavelength > longest:
                frequency /= scaling["factor"]
            elif wavelength >= shortest:
                smooth = (original / wavelength - scaling["low_freq_factor"]) / (scaling["high_freq_factor"] - scaling["low_freq_factor"])
                frequency = (1 - smooth) * frequency / scaling["factor"] + smooth * frequency
        result.append(frequency)
    return np.array(result)


def norm(x, weight, eps):
    return x / np.sqrt(np.mean(x * x, -1, keepdims=True) + eps) * weight


def turn(x, angles):
    """x [time, heads, dim]: the pair (i, i + dim/2) is turned by angles [time, dim/2]."""
    first, second = np.split(x, 2, -1)
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], -1)


def attention(x, w, prefix, config, angles):
    heads, kv = config["num_attention_heads"], config["num_key_value_heads"]
    dim = config.get("head_dim") or config["hidden_size"] // heads

    def project(name, count):
        y = x @ w[f"{prefix}{name}_proj.weight"].T + w.get(f"{prefix}{name}_proj.bias", 0.0)
        return y.reshape(len(x), count, dim)

    q, k, v = project("q", heads), project("k", kv), project("v", kv)
    if config["model_type"] == "qwen3":
        q = norm(q, w[prefix + "q_norm.weight"], config["rms_norm_eps"])
        k = norm(k, w[prefix + "k_norm.weight"], config["rms_norm_eps"])
    q, k = turn(q, angles), turn(k, angles)
    mixed = np.zeros_like(q)
    for h in range(heads):
        shared = h * kv // heads
        for t in range(len(x)):
            scores = k[: t + 1, shared] @ q[t, h] / math.sqrt(dim)
            shares = np.exp(scores - scores.max())
            mixed[t, h] = shares / shares.sum() @ v[: t + 1, shared]
    return mixed.reshape(len(x), heads * dim) @ w[prefix + "o_proj.weight"].T


def feed_forward(x, w, prefix):
    gate = x @ w[prefix + "gate_proj.weight"].T
    return (gate / (1 + np.exp(-gate)) * (x @ w[prefix + "up_proj.weight"].T)) @ w[prefix + "down_proj.weight"].T


def main():
    folder = pathlib.Path(sys.argv[1])
    ids = [int(i) for i in sys.argv[2].split(",")]
    config = json.loads((folder / "config.json").read_text())
    w = load(folder)
    dim = config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]
    angles = np.outer(np.arange(len(ids)), frequencies(config, dim))
    eps = config["rms_norm_eps"]
    x = w["model.embed_tokens.weight"][ids]
    for i in range(config["num_hidden_layers"]):
        layer = f"model.layers.{i}."
        x = x + attention(norm(x, w[layer + "input_layernorm.weight"], eps), w, layer + "self_attn.", config, angles)
        x = x + feed_forward(norm(x, w[layer + "post_attention_layernorm.weight"], eps), w, layer + "mlp.")
    x = norm(x, w["model.norm.weight"], eps)
    head = w["model.embed_tokens.weight"] if config["tie_word_embeddings"] else w["lm_head.weight"]
    print(json.dumps((x @ head.T).tolist()))


main()
