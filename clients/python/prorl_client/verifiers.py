"""verifiers and prime-rl: `Rubric(funcs=[prorl_client.verifiers.reward])`."""

import asyncio

from prorl_client import rows


async def reward(completion, answer="", info=None, task=None):
    """The reward of one rollout, 0 to 1. `info` may hold what `prorl_client.rows.row` takes; `task` may name the family.
    Raises RewardFault."""
    made = rows.row(rows.text(completion), task, answer or None, info)
    return rows.reward((await asyncio.to_thread(rows.judge, [made]))[0])
