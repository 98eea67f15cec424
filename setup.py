"""The build of a wheel: the models and the list of corpora travel inside the package."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class WithModels(build_py):
    """Builds the package, with `models/` and what is in `corpora/` to train them again, inside."""

    def run(self) -> None:
        """Build; an editable install reads the models where they lie."""
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib) / "pipeline"
            shutil.rmtree(package / "models", ignore_errors=True)
            ignore = shutil.ignore_patterns(".*")
            shutil.copytree(ROOT / "models", package / "models", ignore=ignore)
            shutil.copy(ROOT / "corpora" / "sources.toml", package / "learn")
            ignore = shutil.ignore_patterns(".*", "real")  # what only measures stays at home
            for name in ("points", "readings", "tangled"):
                shutil.rmtree(package / "learn" / name, ignore_errors=True)
                shutil.copytree(ROOT / "corpora" / name, package / "learn" / name, ignore=ignore)


setup(cmdclass={"build_py": WithModels})
