"""An open folder and the verbs: run, compare, trace, brief.

The folder keeps what is the user's own: ``scenarios/`` with scenario files and ``store/`` with
computed results. Everything else comes with the package. The command line is thin over this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from bongsu.brief import further_runs, read_sections, refuse_other_files, write_brief
from bongsu.catalog import Catalog, open_catalog
from bongsu.errors import UnknownName, did_you_mean
from bongsu.link import Model, System, build, discover
from bongsu.results import Results, Trace
from bongsu.scenario.diff import Difference, diff_scenarios
from bongsu.scenario.executors import Executor
from bongsu.scenario.files import Scenario, find_scenario, read_scenario
from bongsu.scenario.plan import Plan, make_plan
from bongsu.scenario.run import Progress, RunRecord, list_runs, load_run, run_plan
from bongsu.scenario.store import Store, open_store

BASELINE = "baseline"
BRIEF_SCENARIO = "ageing-tree"


class Lab:
    """A folder of scenarios and results, and what can be done with them.

    Parameters
    ----------
    folder : Path
        Where scenarios are looked for and results kept; made when the first result is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def catalog(self) -> Catalog:
        """The packaged reference data."""
        return open_catalog()

    @cached_property
    def systems(self) -> tuple[System, ...]:
        """Every system that the package holds."""
        return discover("bongsu.systems")

    @cached_property
    def model(self) -> Model:
        """All systems linked, with everything that they can compute."""
        return build(self.systems)

    @property
    def scenario_folders(self) -> tuple[Path, ...]:
        """Where scenarios are found by name: the lab's own first, then the package's."""
        shipped = Path(str(files("bongsu.scenario"))) / "library"
        by_system = (system.folder / "scenarios" for system in self.systems)
        own = (self.folder / "scenarios", shipped, *by_system)
        return tuple(folder for folder in own if folder.is_dir())

    def scenario(self, name: str | Path, *, beneath: str | Path | None = None) -> Scenario:
        """Read a scenario by name or path, its bases resolved.

        Parameters
        ----------
        name : str or Path
            Of the scenario.
        beneath : str or Path, optional
            Another that says what this one and its bases do not.

        Raises
        ------
        UnknownName
            If no such scenario is found.
        BadFile, Faults
            If the file does not hold a scenario.
        """
        folders = self.scenario_folders
        under = None if beneath is None else find_scenario(beneath, folders)
        return read_scenario(find_scenario(name, folders), folders=folders, beneath=under)

    def scenario_names(self) -> tuple[str, ...]:
        """Return the names of all scenarios that can be run by name."""
        found = {file.stem for folder in self.scenario_folders for file in folder.glob("*.yaml")}
        return tuple(sorted(found))

    def plan(
        self,
        scenario: str | Path,
        *,
        beneath: str | Path | None = None,
        draws: int | None = None,
        seed: int | None = None,
        outputs: Sequence[str] | None = None,
        as_of: date | None = None,
    ) -> Plan:
        """Resolve a scenario against the systems and the catalogue; compute nothing.

        Raises
        ------
        BongsuError
            For every fault of the scenario, the systems or the data that can be known beforehand.
        """
        return make_plan(
            self.scenario(scenario, beneath=beneath),
            self.systems,
            self.catalog,
            draws=draws,
            seed=seed,
            outputs=outputs,
            as_of=as_of,
        )

    def run(
        self,
        scenario: str | Path,
        *,
        beneath: str | Path | None = None,
        draws: int | None = None,
        seed: int | None = None,
        outputs: Sequence[str] | None = None,
        as_of: date | None = None,
        executor: Executor | None = None,
        chunk: int | None = None,
        keep: bool = True,
        progress: Progress | None = None,
    ) -> Results:
        """Run a scenario through all linked systems.

        Parameters
        ----------
        scenario : str or Path
            Name of a scenario, or path of its file.
        beneath : str or Path, optional
            Another scenario, which says what this one and its bases do not.
        draws, seed, outputs, as_of : optional
            Instead of what the scenario says.
        executor : Executor, optional
            Where heavy units of work are computed; in this process if left out.
        chunk : int, optional
            Draws in a unit of work; all if left out.
        keep : bool
            Whether results go into the lab's store, and are taken from it.
        progress : Progress, optional
            Told of every unit of work.

        Returns
        -------
        Results
            Every output with its weights, its lineage and the identities checked.

        Raises
        ------
        BongsuError
            For faults of input, and of the store.
        """
        plan = self.plan(
            scenario, beneath=beneath, draws=draws, seed=seed, outputs=outputs, as_of=as_of
        )
        if not keep:
            return run_plan(plan, executor=executor, chunk=chunk, progress=progress)
        with self.store() as store:
            return run_plan(plan, store=store, executor=executor, chunk=chunk, progress=progress)

    def store(self) -> Store:
        """Open the lab's store, to be closed after use."""
        return open_store(self.folder / "store")

    def diff(self, one: str | Path, other: str | Path) -> list[Difference]:
        """Return how two scenarios differ once their bases are resolved."""
        return diff_scenarios(self.scenario(one), self.scenario(other))

    def runs(self) -> list[RunRecord]:
        """Return the runs that the store holds, newest first."""
        if not (self.folder / "store").exists():
            return []
        with self.store() as store:
            return list_runs(store)

    def results(self, run_id: str) -> Results:
        """Load a stored run by its id or the beginning of it.

        Raises
        ------
        UnknownName
            If no run, or more than one, begins so.
        """
        if not (self.folder / "store").exists():
            raise UnknownName(
                f"there is no run {run_id}: this lab has no store yet",
                where=str(self.folder),
                mend="run a scenario first, such as `bongsu run baseline`",
            )
        with self.store() as store:
            return load_run(store, run_id)

    def trace(self, name: str, run_id: str | None = None) -> Trace:
        """Lead a result back through blocks to parameters, tables and sources.

        Parameters
        ----------
        name : str
            Full name of a variable, such as ``people.fund_exhaustion_year``.
        run_id : str, optional
            The run; the newest one that computed the variable if left out.

        Raises
        ------
        UnknownName
            If there is no such variable or run.
        """
        if name not in self.model.variables:
            raise UnknownName(
                f"there is no variable {name}",
                where="trace",
                mend=did_you_mean(name, self.model.variables),
            )
        return self.results(run_id or self._newest_run_with(name)).trace(name)

    def _newest_run_with(self, name: str) -> str:
        if (self.folder / "store").exists():
            with self.store() as store:
                for record in list_runs(store):
                    if name in store.catalogue.run_cells(record.run_id):
                        return record.run_id
        raise UnknownName(
            f"no stored run has {name}",
            where=str(self.folder),
            mend=f"run a scenario first, such as `bongsu run baseline --output {name}`",
        )

    def brief(
        self,
        out: Path,
        *,
        scenario: str | Path = BRIEF_SCENARIO,
        force: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Run the baseline and one scenario, and write the brief as one HTML file.

        Scenarios that sections name under ``runs`` are run too, unless they look from a later day
        than the page.

        Parameters
        ----------
        out : Path
            The file to write.
        scenario : str or Path
            What is held against the baseline.
        force : bool
            Whether a file that is no brief may be overwritten.
        progress : Progress, optional
            Told of every unit of work.

        Returns
        -------
        Path
            The file written.

        Raises
        ------
        BadOutput
            If the place cannot be written to.
        Untraced
            If the page holds a number that no fact accounts for.
        """
        refuse_other_files(Path(out), force)
        asked, usual = self.scenario(scenario), self.scenario(BASELINE)
        earlier = asked.as_of < usual.as_of
        seen_from = min(asked.as_of, usual.as_of)
        further = further_runs(read_sections(self.systems))
        # Nothing on the page may be known later than its scenario looks from.
        known = [
            (role, name)
            for role, name in further.items()
            if self._named_by_section(role, name).as_of <= seen_from
        ]
        runs = {
            "baseline": self.run(
                BASELINE,
                as_of=asked.as_of if earlier else None,
                outputs=asked.outputs or None if earlier else None,
                progress=progress,
            ),
            "scenario": self.run(scenario, progress=progress),
        }
        runs |= {role: self.run(name, progress=progress) for role, name in known}
        return self.publish(runs, out, force=force)

    def _named_by_section(self, role: str, name: str) -> Scenario:
        """Read a scenario that a section gives a role; a fault names the section's key."""
        try:
            return self.scenario(name)
        except UnknownName as fault:
            raise UnknownName(
                fault.what, where=f"a section, `runs`, role {role}", mend=fault.mend
            ) from fault

    def publish(self, runs: Mapping[str, Results], out: Path, *, force: bool = False) -> Path:
        """Write a brief of runs that were made already, by the role that each has in it."""
        return write_brief(runs, out, systems=self.systems, catalog=self.catalog, force=force)


def open_lab(folder: str | Path = "lab") -> Lab:
    """Open a lab; the folder need not exist yet.

    Examples
    --------
    >>> lab = open_lab("no-such-folder")
    >>> "baseline" in lab.scenario_names()
    True
    """
    return Lab(Path(folder))
