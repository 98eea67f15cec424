"""The build of a wheel: the models of the checkout travel inside the package."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

MODELS = Path(__file__).parent / "models"


class WithModels(build_py):
    """Builds the package, with `models/` as `pipeline/models/`."""

    def run(self) -> None:
        """Build; an editable install reads the models where they lie."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "pipeline" / "models"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(MODELS, target, ignore=shutil.ignore_patterns(".*"))


setup(cmdclass={"build_py": WithModels})
