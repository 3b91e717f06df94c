"""Drives prorl_client and its reward functions against a server. Usage: shims.py CLIENT_FOLDER SOCKET. Prints a line for each thing that worked."""

import asyncio
import json
import multiprocessing
import os
import pickle
import sys
import threading
import types

sys.path.insert(0, sys.argv[1])
os.environ["PRORL_GYM"] = sys.argv[2]

import prorl_client  # noqa: E402
from prorl_client import openrlhf, rows, trl, verifiers, verl  # noqa: E402

PROGRAM = "```javascript\nconst n = Number(require('fs').readFileSync(0, 'utf8'));\nconsole.log(n + 1);\n```"
TESTS = json.dumps({"inputs": ["1", ["2"]], "outputs": ["2\n", ["3"]]})
CALLS = json.dumps({"inputs": ["1\n2", "3\n4"], "outputs": ["3", "7"], "fn_name": "add"})


class Tensor(list):
    pass


def in_another_process(gym, queue):
    queue.put(gym.verify([{"family": "math/answer-v1", "answer": "2", "final": "4/2"}])[0]["status"])


def main():
    gym = prorl_client.Gym()
    items = gym.sample("arithmetic/gcd-v1", split="eval", seed=3, count=3, answers=True)
    right = [{"handle": item["handle"], "response": f"<answer>{item['answer']}</answer>"} for item in items]
    assert [v["status"] for v in gym.score(right)] == ["correct"] * 3
    many = gym.verify({"id": i, "family": "math/answer-v1", "answer": "1", "final": "1" if i % 2 else "2"} for i in range(5000))
    assert [v["id"] for v in many] == list(range(5000))
    assert [v["score"] for v in many] == [float(i % 2) for i in range(5000)], [v for i, v in enumerate(many) if v["score"] != i % 2][:3]
    print("gym", len(many))

    environment = gym.make("arithmetic/gcd-v1", seed=5, attempts=2)
    observation, info = environment.reset()
    answer = gym.call("sample", handles=[info["handle"]], answers=True)["items"][0]["answer"]
    again, reward, terminated, truncated, info = environment.step("<answer>-1</answer>")
    assert (reward, terminated, truncated, info["status"]) == (0.0, False, False, "incorrect") and "attempt" in again
    assert environment.step(f"<answer>{answer}</answer>")[:4] == (None, 1.0, True, False)
    assert environment.step("")[1] is None
    assert environment.reset()[0] != observation == environment.reset(seed=5)[0]
    environment.close()
    vector = gym.make("games/bulls_and_cows-v1", split="eval", seed=5, count=6, max_steps=2, level=0)
    assert len({info["handle"] for _, info in vector.reset()}) == 6
    vector.step(["<answer>0</answer>"] * 3 + [None] * 3)
    gym.close()  # A connection that breaks loses no session.
    results = vector.step([None] * 3 + ["", "<answer>1</answer>", ""])
    assert results[:3] == [None] * 3 and results[3][0].endswith("3 guesses are left."), results
    assert [truncated for _, _, _, truncated, _ in vector.step([None] * 3 + [""] * 3)[3:]][::2] == [True, True]
    assert len(vector.reset(environments=[5, 3])) == 2
    vector.close()
    print("environments", vector.count)

    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(gym.score(right)[0]["status"])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == ["correct"] * 8
    assert pickle.loads(pickle.dumps(gym)).score(right)[0]["status"] == "correct"
    queue = multiprocessing.get_context("fork").Queue()
    child = multiprocessing.get_context("fork").Process(target=in_another_process, args=(gym, queue))
    child.start()
    assert queue.get(timeout=60) == "correct"
    child.join()
    assert gym.score(right)[0]["status"] == "correct"
    print("threads", len(statuses))

    assert verl.compute_score("openai/gsm8k", "so \\boxed{72}", "72") == {"score": 1.0, "acc": 1.0}
    assert verl.compute_score("openai/gsm8k", "so \\boxed{71}", "72") == {"score": 0.0, "acc": 0.0}
    assert verl.compute_score("any", right[0]["response"], None, {"handle": items[0]["handle"], "index": 5})["score"] == 1.0
    assert verl.compute_score("taco", PROGRAM, TESTS, {"language": "javascript"})["score"] == 1.0
    assert verl.compute_score("taco", PROGRAM.replace("+ 1", "+ 2"), TESTS, {"language": "javascript"})["score"] == 0.0
    assert verl.compute_score("taco", "```javascript\nfunction add(a, b) { return a + b; }\n```", CALLS, {"language": "javascript"})["score"] == 1.0
    try:
        verl.compute_score("arithmetic/gcd-v1", "<answer>6</answer>", "6", {"metadata": {"numbers": "none"}})
    except prorl_client.RewardFault as fault:
        print("fault", fault)
    else:
        raise AssertionError("a wrong row was given a reward")
    try:
        verl.compute_score("nobody/knows", "1", "1")
    except ValueError as error:
        assert "nobody/knows" in str(error)
    else:
        raise AssertionError("an unknown source was given a reward")
    print("verl")

    chat = [[{"role": "assistant", "content": "<answer>6</answer>"}], [{"role": "assistant", "content": "<answer>5</answer>"}]]
    columns = {"family": ["arithmetic/gcd-v1"] * 2, "answer": ["6", "6"], "metadata": [{"numbers": [12, 18]}] * 2}
    assert trl.reward([""] * 2, chat, **columns) == [1.0, 0.0]
    columns["metadata"] = [{"numbers": [12, 18]}, {"numbers": "none"}]
    assert trl.reward([""] * 2, chat, **columns) == [1.0, None]
    print("trl")

    label = json.dumps({"family": "arithmetic/gcd-v1", "answer": "6", "metadata": {"numbers": [12, 18]}})
    sys.modules["torch"] = types.SimpleNamespace(tensor=Tensor)  # all that is needed of it here
    result = openrlhf.reward_func(["ask 7 \\boxed{7}", "ask <answer>6</answer>"], ["ask 7 ", "ask "], ["8", label])
    assert result["rewards"] == [0.0, 1.0] and result["scores"] == [0.0, 1.0], result
    print("openrlhf")

    assert asyncio.run(verifiers.reward(chat[0], "6", {"family": "arithmetic/gcd-v1", "metadata": {"numbers": [12, 18]}})) == 1.0
    assert asyncio.run(verifiers.reward("\\boxed{1/2}", "0.5", task="math/answer-v1")) == 1.0
    print("verifiers")

    try:
        prorl_client.Gym("/nowhere/gym.sock", patience=0.2).families()
    except prorl_client.GymError as error:
        assert error.code == "unreachable" and "/nowhere/gym.sock" in str(error)
    else:
        raise AssertionError("nobody answered")
    rows.use(gym)
    print("done")


if __name__ == "__main__":
    main()
