"""Runs a program at a terminal of its own, types a line when it asks for a password or for Enter, and prints all that
was shown.

    terminal.py LINE PROGRAM ARGUMENT...
"""

import os
import pty
import sys
import time

line, command = sys.argv[1], sys.argv[2:]
process, terminal = pty.fork()
if process == 0:
    os.execv(command[0], command)
asks = [question.encode() for question in ("パスワード：", "Enter キー")]
shown, typed = b"", False
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if not typed and any(question in shown for question in asks):
        typed = True
        # The echo is switched off right after the question.
        time.sleep(0.5)
        os.write(terminal, line.encode() + b"\n")
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
