"""The solution's process: loads the solution as a module, then does what the tests ask. Arguments: the module's name."""

import builtins
import contextlib
import io
import os
import sys
import types

from prorl_channel import Broken, Channel
from prorl_peer import Peer
from prorl_proxies import REPLACED
from prorl_wire import Decoder

UNLIMITED = 1 << 62  # the tests' own bounds hold; they are no danger


class SolutionPeer(Peer):
    def around(self, surroundings):
        return self._standing_in(surroundings) if surroundings else contextlib.nullcontext()

    @contextlib.contextmanager
    def _standing_in(self, surroundings):
        """What the tests put in place of the standard streams and of print and input takes their place here too."""
        output = {}
        texts = {name: io.StringIO() for name in ("stdout", "stderr") if name in surroundings}
        replaced = [(sys, name, text) for name, text in texts.items()]
        if "stdin" in surroundings:
            replaced.append((sys, "stdin", io.StringIO(surroundings["stdin"])))
        replaced += [(builtins, name, Decoder(self).decode(surroundings[name])) for name in REPLACED if name in surroundings]
        before = [(owner, name, getattr(owner, name)) for owner, name, _ in replaced]
        for change in replaced:
            setattr(*change)
        try:
            yield output
        finally:
            for change in before:
                setattr(*change)
            output.update((name, text.getvalue()) for name, text in texts.items())

    def serve_until_closed(self):
        """Answers until the tests are done. While the solution works the channel is free for callbacks of its threads."""
        message = self.receive()
        while True:
            answer = self.answer(message)
            with self._lock:
                self.reply(answer)
                message = self.receive()


def load(name):
    path = os.path.abspath(name.replace(".", "/") + ".py")
    with open(path, "rb") as file:
        source = file.read()
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    sys.argv = [path]
    sys.path[0] = os.path.dirname(path)
    exec(compile(source, path, "exec"), vars(module))
    return module


def main(name):
    peer = SolutionPeer(Channel(3, UNLIMITED))
    try:
        peer.export(load(name))
    except BaseException as error:  # exit() while it is loaded ends the solution, not its report
        kind = "SyntaxError" if isinstance(error, SyntaxError) else type(error).__name__
        peer.send(["!", f"{kind}: {error}", [], None])
        raise
    peer.send(["=", None, [], None])
    try:
        peer.serve_until_closed()
    except Broken:
        sys.stdout.flush()
        os._exit(0)

