"""A keyring that is a file, for `PYTHON_KEYRING_BACKEND`; `KEYRING_TROUBLE` says how it fails."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Ring(KeyringBackend):
    """Keeps what it is given in the file that `KEYRING_OF_A_TEST` names."""

    priority = 1

    def set_password(self, service: str, username: str, password: str) -> None:
        if self._is_forgetful():
            return
        kept = self._kept() | {f"{service}/{username}": password}
        Path(os.environ["KEYRING_OF_A_TEST"]).write_text(json.dumps(kept))

    def get_password(self, service: str, username: str) -> str | None:
        self._is_forgetful()
        return self._kept().get(f"{service}/{username}")

    def delete_password(self, service: str, username: str) -> None:
        kept = self._kept()
        kept.pop(f"{service}/{username}", None)
        Path(os.environ["KEYRING_OF_A_TEST"]).write_text(json.dumps(kept))

    def _kept(self) -> dict[str, str]:
        place = Path(os.environ["KEYRING_OF_A_TEST"])
        kept: dict[str, str] = json.loads(place.read_text()) if place.exists() else {}
        return kept

    def _is_forgetful(self) -> bool:
        match os.environ.get("KEYRING_TROUBLE"):
            case "locked":
                raise KeyringLocked("locked")
            case "broken":
                raise RuntimeError("no bus to speak on")
            case trouble:
                return trouble == "forgetful"
