"""OpenRLHF: `--reward.remote_url …/prorl_client/openrlhf.py`."""

from prorl_client import rows


def reward_func(queries, prompts, labels, **_):
    """Rewards of a batch, {"rewards", "scores", "extra_logs"} with tensors [n]. A label is the gold answer of mathematics, or
    JSON as `prorl_client.rows.row` takes it. Raises RewardFault."""
    import torch

    made = [rows.row(query[len(prompt):] if query.startswith(prompt) else query, "math", label) for query, prompt, label in zip(queries, prompts, labels)]
    verdicts = rows.judge(made)
    scores = torch.tensor([rows.reward(verdict) for verdict in verdicts])
    correct = torch.tensor([float(verdict["status"] == "correct") for verdict in verdicts])
    return {"rewards": scores, "scores": scores, "extra_logs": {"correct": correct}}
