"""The connection to a server: MessagePack-RPC over a Unix socket or TCP."""

import getpass
import os
import socket
import tempfile
import threading
import time

import msgpack

_PROTOCOL = 1


class GymError(Exception):
    """The server refused a call, or can't be reached. `code` is the server's word for it, or "unreachable"."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


def default_address():
    """`PRORL_GYM` from the environment, or where `prorl gym serve` listens by default."""
    given = os.environ.get("PRORL_GYM")
    if given:
        return given
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.path.isdir(runtime):
        return os.path.join(runtime, "prorl-gym.sock")
    return os.path.join(tempfile.gettempdir(), f"prorl-gym-{getpass.getuser()}.sock")


class Gym:
    """A server. Safe to share between threads, to fork and to pickle: each thread of each process has its own connection.

    A connection that breaks is made anew and the call repeated, and a server that is full is asked again, for at most
    `patience` seconds; then `GymError` is raised. Repeating is safe: a verdict depends on the item and the answer alone, and the calls of an environment are numbered.
    """

    def __init__(self, address=None, token=None, patience=600.0):
        """
        address: a path, or "HOST:PORT"; by default `default_address()`.
        token: what a TCP server asks for; by default `PRORL_TOKEN` from the environment.
        """
        self.address = address or default_address()
        self.patience = patience
        self._token = token or os.environ.get("PRORL_TOKEN") or None
        self._limits = None
        self._local = threading.local()

    def __getstate__(self):
        return {name: value for name, value in self.__dict__.items() if name != "_local"}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._local = threading.local()

    def call(self, method, **parameters):
        """Calls a method of the server and returns its result. Raises GymError."""
        until, pause = time.monotonic() + self.patience, 0.05
        while True:
            try:
                return self._connection().call(method, parameters)
            except GymError as error:
                if error.code not in ("busy", "draining", "unreachable") or time.monotonic() + pause > until:
                    raise
                if error.code != "busy":
                    self.close()
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def families(self):
        """All families: [{"id", "domain", "summary", "defaults", "max_level"}]."""
        return self.call("families")["families"]

    def sample(self, family, split="train", seed=0, count=1, **options):
        """Items of a family: [{"handle", "prompt", "difficulty", …}]. Options: start, level, config, answers."""
        return self.call("sample", family=family, split=split, seed=seed, count=count, **options)["items"]

    def score(self, items, profile=None):
        """Verdicts on answers to sampled items, [{"handle", "response" or "final"}], in their order."""
        return self._judge("score", items, profile)

    def verify(self, rows, profile=None):
        """Verdicts on rows with their own truth, [{"family", "answer", "metadata", "response" or "final"}], in their order."""
        return self._judge("verify", rows, profile)

    def run_code(self, language, code, **options):
        """Runs a program in the sandbox. Options: stdin, arguments, files, fetch, limits."""
        return self.call("run_code", language=language, code=code, **options)["runs"][0]

    def make(self, family, split="train", seed=0, count=None, **options):
        """Episodes of a family, as Gymnasium has them: an `Environment`, or with a count a `VectorEnvironment` of so many.

        Options: level, config, attempts (answers that an episode allows), max_steps (more are truncated), profile.
        """
        made = self.call("make", family=family, split=split, seed=seed, count=count or 1, **options)
        environments = VectorEnvironment(self, made["session"], made["count"])
        return environments if count else Environment(environments)

    def close(self):
        """Closes this thread's connection; the next call makes another."""
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None and connection.process == os.getpid():
            connection.socket.close()

    def _judge(self, method, items, profile):
        options = {} if profile is None else {"profile": profile}
        return [verdict for part in self._parts(items) for verdict in self.call(method, items=part, **options)["verdicts"]]

    def _parts(self, items):
        """The items in lists that the server takes as one call."""
        if self._limits is None:
            self._limits = self.call("hello")["limits"]
        part, size = [], 0
        for item in items:
            more = len(_pack(item))
            if part and (len(part) == self._limits["items"] or size + more > self._limits["message_bytes"] - 1024):
                yield part
                part, size = [], 0
            part.append(item)
            size += more
        if part:
            yield part

    def _connection(self):
        connection = getattr(self._local, "connection", None)
        # A fork has the parent's socket, and must not speak into it.
        if connection is None or connection.process != os.getpid():
            connection = self._local.connection = _Connection(self.address, self._token)
        return connection


class VectorEnvironment:
    """Environments on the server that are stepped together. One that has ended waits until it is reset; none is reset unasked.

    Not for several threads at a time. The server forgets a session that is closed, or not used for an hour.
    """

    def __init__(self, gym, session, count):
        self.count = count
        self._gym = gym
        self._session = session
        self._turn = 0

    def reset(self, seed=None, environments=None):
        """Begins episodes, in all or in those named by their numbers: [(observation, info)]. info: handle, difficulty.

        A seed begins its sequence of items; without one the present sequence goes on. Environment i of n has the items
        i, i + n, i + 2n and so on.
        """
        options = {} if environments is None else {"environments": list(environments)}
        if seed is not None:
            options["seed"] = seed
        return [(result["observation"], result["info"]) for result in self._call("reset", options)]

    def step(self, actions):
        """Takes a response in each environment, None in those that are left as they are:
        [(observation, reward, terminated, truncated, info) or None]. info: the verdict, with status and reason.

        A reward of None means that the server could not judge the response. Nothing has changed then, and the same action
        can be taken again; `info["reason"]` says why.
        """
        keys = ("observation", "reward", "terminated", "truncated", "info")
        return [result and tuple(result[key] for key in keys) for result in self._call("step", {"actions": list(actions)})]

    def close(self):
        """Ends the session."""
        self._gym.call("close", session=self._session)

    def _call(self, method, options):
        # The number makes a call that is repeated after a broken connection the same call and not another.
        results = self._gym.call(method, session=self._session, turn=self._turn + 1, **options)["results"]
        self._turn += 1
        return results


class Environment:
    """One environment on the server, with the methods of Gymnasium's."""

    def __init__(self, environments):
        self._environments = environments

    def reset(self, seed=None):
        """Begins an episode: (observation, info)."""
        return self._environments.reset(seed)[0]

    def step(self, action):
        """Takes a response: (observation, reward, terminated, truncated, info). See `VectorEnvironment.step`."""
        return self._environments.step([action])[0]

    def close(self):
        """Ends the session."""
        self._environments.close()


def _pack(value):
    # Half of a surrogate pair is no text: what a tokenizer cut in the middle becomes a question mark.
    return msgpack.packb(value, unicode_errors="replace")


class _Connection:
    def __init__(self, address, token):
        self.process = os.getpid()
        host, colon, port = address.rpartition(":")
        try:
            if colon and "/" not in address and port.isdigit():
                self.socket = socket.create_connection((host.strip("[]"), int(port)))
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            else:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(address)
        except OSError as error:
            raise GymError("unreachable", f"no server at {address} ({error}); `prorl gym serve` starts one") from error
        self._unpacker = msgpack.Unpacker(raw=False, max_buffer_size=0)
        self._last = 0
        self.call("hello", {"protocol": _PROTOCOL, **({"token": token} if token else {})})

    def call(self, method, parameters):
        self._last = self._last % 0xFFFFFFFF + 1
        try:
            self.socket.sendall(_pack([0, self._last, method, [parameters]]))
            while True:
                for message in self._unpacker:
                    if message[0] != 1 or message[1] != self._last:
                        continue
                    _, _, error, result = message
                    if error is not None:
                        raise GymError(error["code"], error["message"])
                    return result
                data = self.socket.recv(1 << 16)
                if not data:
                    raise GymError("unreachable", "the server closed the connection")
                self._unpacker.feed(data)
        except OSError as error:
            raise GymError("unreachable", f"the connection to the server broke ({error})") from error
