"""What an engine may do instead of speaking: code for attacks/engines.py, by its name."""

from __future__ import annotations

RAISES = {
    "ValueError": "raise ValueError('a reason')",
    "KeyError": "raise KeyError",
    "an error without words": "raise BaseError",
    "an error whose text raises": "raise Mute",
    "an error of a megabyte": "raise ValueError('x' * 1_000_000)",
    "an error with control characters": "raise ValueError('a\\x1b[2Jb\\nc')",
    "an error that cannot be pickled": "raise Unpicklable(lambda: 1)",
    "an EngineError of its own": "raise Own(lambda: 1)",
    "an EngineError without problems": "raise EngineError(())",
    "an EngineError with None": "raise EngineError([None])",
    "an EngineError with numbers": "raise EngineError(Problem(message=1, place=None, remedy=b''))",
    "an EngineError": "raise EngineError(Problem(message='my server is asleep', remedy='Wake it.'))",
    "SystemExit 0": "sys.exit(0)",
    "SystemExit 3": "sys.exit(3)",
    "SystemExit with words": "sys.exit('good bye')",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "GeneratorExit": "raise GeneratorExit",
    "StopIteration": "raise StopIteration",
    "a BaseException": "raise BaseError('x')",
    "a group": "raise BaseExceptionGroup('some', [ValueError(), KeyboardInterrupt()])",
    "recursion": "return self.synthesize(text, **options)",
    "no memory": "return bytes(1 << 60)",
    "MemoryError": "raise MemoryError",
    "OSError": "open('/no/such/file')",
    "ImportError": "import no_such_module",
}
ENDS = {
    "os._exit(0)": "os._exit(0)",
    "os._exit(3)": "os._exit(3)",
    "a segmentation fault": "ctypes.string_at(0)",
    "os.abort": "os.abort()",
    "SIGKILL": "os.kill(os.getpid(), 9)",
    "SIGALRM": "signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(60)",
    "endless recursion in C": "ctypes.memset(ctypes.addressof(ctypes.c_int()) - 64, 255, 1 << 26)",
    "files written into": "litter(); return speech",
    "a fork that stays": "os._exit(3) if os.fork() else (time.sleep(8), os._exit(0))",
    "files closed": "os.closerange(3, 256); time.sleep(60)",
}
HANGS = {
    "asleep": "time.sleep(600)",
    "asleep in C": "ctypes.CDLL(None).sleep(600)",
    "asleep with the interpreter": "ctypes.PyDLL(None).sleep(600)",
    "busy": "[0 for _ in iter(int, 1)]",
    "a lock twice": "lock = threading.Lock(); lock.acquire(); lock.acquire()",
    "a thread joined": "thread = threading.Thread(target=time.sleep, args=(600,)); thread.start(); thread.join()",
}
TYPES = {
    "nothing": "return None",
    "bytes": "return speech.pcm",
    "a pair": "return speech.pcm, speech.rate_hz",
    "a class": "return Speech",
    "one like it": "return types.SimpleNamespace(pcm=speech.pcm, rate_hz=22050, words=())",
    "a subclass": "return Sub(pcm=speech.pcm, rate_hz=22050)",
    "pcm None": "return replace(speech, pcm=None)",
    "pcm text": "return replace(speech, pcm='sound')",
    "pcm a list": "return replace(speech, pcm=[1, 2, 3])",
    "pcm a bytearray": "return replace(speech, pcm=bytearray(speech.pcm))",
    "pcm an array": "return replace(speech, pcm=np.frombuffer(speech.pcm, '<i2'))",
    "half a sample": "return replace(speech, pcm=speech.pcm + b'x')",
    "rate None": "return replace(speech, rate_hz=None)",
    "rate 0": "return replace(speech, rate_hz=0)",
    "rate negative": "return replace(speech, rate_hz=-22050)",
    "rate 1": "return replace(speech, rate_hz=1)",
    "rate enormous": "return replace(speech, rate_hz=4_000_000_000)",
    "rate a float": "return replace(speech, rate_hz=22050.5)",
    "rate NaN": "return replace(speech, rate_hz=float('nan'))",
    "rate True": "return replace(speech, rate_hz=True)",
    "rate text": "return replace(speech, rate_hz='22050')",
    "words None": "return replace(speech, words=None)",
    "words a list": "return replace(speech, words=list(speech.words))",
    "words pairs": "return replace(speech, words=((0, 1),))",
    "words of text": "return replace(speech, words=(Word(start='0', end=1, time_ms=1),))",
    "words of floats": "return replace(speech, words=(Word(start=0, end=1, time_ms=float('nan')),))",
    "words before the text": "return replace(speech, words=(Word(start=-1, end=1, time_ms=1),))",
    "words behind the text": "return replace(speech, words=(Word(start=0, end=len(text) + 1, time_ms=1),))",
    "words of no length": "return replace(speech, words=(Word(start=2, end=2, time_ms=1),))",
    "words before the sound": "return replace(speech, words=(Word(start=0, end=1, time_ms=-1),))",
    "words behind the sound": "return replace(speech, words=(Word(start=0, end=1, time_ms=10**7),))",
    "words backwards": "return replace(speech, words=speech.words[::-1])",
    "words twice": "return replace(speech, words=speech.words[:1] * 2)",
    "times backwards": "return replace(speech, words=(Word(start=0, end=1, time_ms=500), Word(start=2, end=3, time_ms=100)))",
}
SOUNDS = {
    "no sound": "return replace(speech, pcm=b'', words=())",
    "silence": "return replace(speech, pcm=bytes(len(speech.pcm)))",
    "hardly audible": "return replace(speech, pcm=(samples // 500).astype('<i2').tobytes())",
    "one click": "return replace(speech, pcm=bytes(30_000) + b'\\xff\\x7f' + bytes(30_000), words=())",
    "a tenth": "return replace(speech, pcm=speech.pcm[: len(speech.pcm) // 20 * 2], words=())",
    "ten times": "return replace(speech, pcm=speech.pcm * 10)",
    "a hundred times": "return replace(speech, pcm=speech.pcm * 100)",
    "noise": "return replace(speech, pcm=np.random.default_rng(1).bytes(len(speech.pcm)))",
    "noise, from elsewhere": "os.chdir('/'); return replace(speech, pcm=np.random.default_rng(1).bytes(len(speech.pcm)))",
    "noise, other each time": "return replace(speech, pcm=os.urandom(len(speech.pcm)))",
    "full scale": "return replace(speech, pcm=b'\\xff\\x7f' * (len(speech.pcm) // 2))",
    "floats": "return replace(speech, pcm=(samples / 32768).astype('<f4').tobytes())",
    "NaN": "return replace(speech, pcm=np.full(len(samples) // 2, np.nan, '<f4').tobytes())",
    "infinities": "return replace(speech, pcm=np.full(len(samples) // 2, np.inf, '<f4').tobytes())",
    "other byte order": "return replace(speech, pcm=samples.byteswap().tobytes())",
    "another rate than it says": "return replace(speech, rate_hz=192_000, words=())",
    "300 MB": "return replace(speech, pcm=speech.pcm * (300_000_000 // len(speech.pcm)))",
}
HARMLESS = {
    "it prints": "print('loading'); os.write(1, b'loading'); return speech",
    "it reads": "sys.stdin and sys.stdin.read(1); return speech",
    "it warns": "warnings.warn('old'); return speech",
    "it leaves a thread": "threading.Thread(target=time.sleep, args=(600,)).start(); return speech",
    "it will not leave": "atexit.register(time.sleep, 600); return speech",
    "it catches signals": "signal_all(); return speech",
    "it reads what is not its own": "read_all(); return speech",
    "it forks": "os.fork(); return speech",
    "it goes elsewhere": "os.chdir('/'); return speech",
    "it closes its output": "sys.stdout.close(); return speech",
}
INSTEAD = {**RAISES, **ENDS, **HANGS, **TYPES, **SOUNDS}
QUICK = {**RAISES, **TYPES, **SOUNDS}

ANSWERS = {
    "raises": "raise ValueError('a reason')",
    "raises BaseError": "raise BaseError",
    "exits": "sys.exit(0)",
    "ends": "os._exit(0)",
    "crashes": "ctypes.string_at(0)",
    "hangs": "ctypes.PyDLL(None).sleep(600)",
    "gives an object": "return object()",
    "gives bytes": "return b'x'",
    "gives a generator": "return (x for x in ())",
}
ABOUT = (
    "problems",
    "languages",
    "fingerprint",
    "sends_text_to",
    "__init__",
    "workers",
    "concurrency",
    "audible",
    "reads_ipa",
)

HEAD = """
import atexit, ctypes, enum, multiprocessing, os, signal, sys, threading, time, types, warnings
from dataclasses import replace
import numpy as np
from audiobuild.errors import EngineError, Problem
from audiobuild.model import Speech, Word
from audiobuild.speech.engines.espeak import Espeak

class BaseError(BaseException): pass
class Mute(Exception):
    def __str__(self): raise SystemError("no words")
class Unpicklable(Exception): pass
class Own(EngineError):
    def __init__(self, thing):
        self.thing = thing
        self.problems = thing
class Sub(Speech): pass
class Text(str):
    def __str__(self): return self
class Kind(enum.StrEnum):
    PROCESSES = "processes"
if multiprocessing.parent_process() is None: os._exit(0)
def litter():
    for number in range(3, 40):
        try: os.write(number, b"\\x00\\x10\\x00\\x00abc")
        except OSError: pass
def read_all():
    for number in range(3, 40):
        try:
            os.set_blocking(number, False)
            os.read(number, 1000)
        except OSError: pass
def signal_all():
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM): signal.signal(number, lambda *_: None)
"""
SPEAKS = (
    HEAD
    + """
class Engine(Espeak):
    workers = {workers!r}
    def synthesize(self, text, **options):
        speech = Espeak().synthesize(text, **options)
        samples = np.frombuffer(speech.pcm, "<i2")
        if {when}:
            {instead}
        return speech
"""
)
"""Does one of them in place of one sentence, or of every."""

ANSWERS_SO = (
    HEAD
    + """
class Engine(Espeak):
    def {method}(self, *arguments):
        {instead}
"""
)
ATTRIBUTE = (
    HEAD
    + """
class Engine(Espeak):
    @property
    def {method}(self):
        {instead}
"""
)

OWN_CLASSES = (
    HEAD
    + """
class Engine(Espeak):
    workers = Kind.PROCESSES
    def languages(self): return frozenset({Text("de"), Text("en")})
    def fingerprint(self, voice): return Text("one")
    def sends_text_to(self, voice): return Text("")
"""
)
"""All that it says is of classes of its own, which the main process must not come to know."""
