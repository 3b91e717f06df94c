"""A client of the gym server in plain Python: sockets and msgpack, and nothing of ours.

Usage: client.py SOCKET. Prints one line for each thing that worked; any failure is a traceback and exit code 1.
"""

import socket
import sys

import msgpack


class Gym:
    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._unpacker = msgpack.Unpacker(raw=False)
        self._last = 0
        self.notices = []

    def call(self, method, **parameters):
        self._last += 1
        self._socket.sendall(msgpack.packb([0, self._last, method, [parameters]]))
        while True:
            for message in self._unpacker:
                if message[0] == 2:
                    self.notices.append(message)
                    continue
                kind, msgid, error, result = message
                assert (kind, msgid) == (1, self._last), message
                if error is not None:
                    raise RuntimeError(f"{error['code']}: {error['message']}")
                return result
            data = self._socket.recv(1 << 16)
            assert data, "the server closed the connection"
            self._unpacker.feed(data)


def main():
    gym = Gym(sys.argv[1])
    hello = gym.call("hello")
    assert hello["protocol"] == 1 and hello["families"] > 0, hello
    print("hello", hello["version"])

    families = [family["id"] for family in gym.call("families")["families"]]
    assert "arithmetic/gcd-v1" in families, families
    print("families", len(families))

    items = gym.call("sample", family="arithmetic/gcd-v1", split="train", seed=7, count=20, level=1, answers=True)["items"]
    assert len(items) == 20 and all(item["prompt"] for item in items), items
    print("sample", len(items))

    right = [{"handle": item["handle"], "response": f"<answer>{item['answer']}</answer>"} for item in items]
    verdicts = gym.call("score", items=right)["verdicts"]
    assert [verdict["status"] for verdict in verdicts] == ["correct"] * 20, verdicts
    assert all(verdict["score"] == 1.0 for verdict in verdicts), verdicts
    print("score", len(verdicts))

    assert gym.call("score", items=right, stream=True)["verdicts"] == []
    streamed = {notice[2][0]["index"]: notice[2][0]["verdict"] for notice in gym.notices}
    assert sorted(streamed) == list(range(20)), streamed
    assert all(verdict["status"] == "correct" for verdict in streamed.values()), streamed
    print("stream", len(streamed))

    # A row as a data set has it; numbers, text and None as Python sends them.
    row = {"id": 3, "family": "arithmetic/gcd-v1", "answer": items[0]["answer"], "metadata": items[0]["metadata"]}
    verdicts = gym.call("verify", items=[dict(row, final=items[0]["answer"]), dict(row, final="-1"), dict(row, final=None), {"id": 4}])["verdicts"]
    assert [verdict["status"] for verdict in verdicts] == ["correct", "incorrect", "unanswered", "fault"], verdicts
    assert [verdict["id"] for verdict in verdicts] == [3, 3, 3, 4], verdicts
    assert verdicts[3]["score"] is None, verdicts
    print("verify", len(verdicts))

    try:
        gym.call("score", itmes=[])
    except RuntimeError as error:
        assert "bad_request" in str(error) and "itmes" in str(error), error
        print("error", error)
    else:
        raise AssertionError("a misspelt parameter was taken")

    assert gym.call("cancel", msgid=12345) == {"cancelled": False}
    assert gym.call("health") == {"status": "ok"}
    print("stats", gym.call("stats")["verdicts"]["arithmetic/gcd-v1"]["correct"])


if __name__ == "__main__":
    main()
