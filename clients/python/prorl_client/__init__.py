"""Verifiable rewards from a ProRL Gym server.

    from prorl_client import Gym

    gym = Gym("/tmp/gym.sock")
    items = gym.sample("games/countdown-v1", split="train", seed=7, count=2)
    verdicts = gym.score([{"handle": item["handle"], "response": "<answer>1 + 1</answer>"} for item in items])

The modules beside this one are reward functions in the shapes that trainers call: `verl`, `trl`, `openrlhf`, `verifiers`.
"""

from .gym import Gym, GymError
from .rows import RewardFault

__all__ = ["Gym", "GymError", "RewardFault"]
