"""verl: `reward.custom_reward_function.path=…/prorl_client/verl.py reward.custom_reward_function.name=compute_score`."""

from prorl_client import rows


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **_):
    """The reward of one sample, {"score": 0 to 1, "acc": 0 or 1}. Raises RewardFault; see `prorl_client.rows.row` for what it takes."""
    verdict = rows.judge([rows.row(solution_str, data_source, ground_truth, extra_info)])[0]
    return {"score": rows.reward(verdict), "acc": float(verdict["status"] == "correct")}
