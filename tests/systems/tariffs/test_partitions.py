"""Many files rated as one: which files are meant, where answers go, and that no byte depends on who
rated them."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from bongsu.cli.tariffs_batch import batch
from bongsu.errors import BadFile, BongsuError, Faults, OutOfRange
from bongsu.scenario.executors import PoolExecutor
from bongsu.systems.tariffs.batch import rate_file
from bongsu.systems.tariffs.partitions import is_many, parts_of, rate_parts

HEAD = "id,hts10,origin,claim,entry_date,known_at,value\n"
CAR = "8703230140,KR,none,2025-11-05"


@pytest.fixture
def folder(tmp_path):
    """Three partitions: one by month in CSV with a bad row, one in Parquet, one without rows."""
    root = tmp_path / "entries"
    for month in ("month=2025-11", "month=2025-12", "month=2026-01"):
        (root / month).mkdir(parents=True)
    (root / "month=2025-11" / "a.csv").write_text(
        f"{HEAD}1,{CAR},2025-11-20,30000\n2,{CAR},2025-12-05,30000\n3,8703230140,XX,none,2025-11-05,,\n"
    )
    pl.DataFrame(
        {"id": [4, 5], "hts10": ["8703230140"] * 2, "origin": ["KR", "JP"],
         "entry_date": ["2025-12-10"] * 2, "claim": ["none"] * 2}
    ).write_parquet(root / "month=2025-12" / "b.parquet")  # fmt: skip
    (root / "month=2026-01" / "c.csv").write_text(HEAD)
    (root / ".hidden.csv").write_text(HEAD)
    (root / "_notes").mkdir()
    (root / "_notes" / "d.csv").write_text("not,entries\n")
    return root


def written(out: Path) -> dict[str, bytes]:
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file()
    }


def test_each_file_has_its_answer_in_its_own_place(folder, tmp_path):
    out = tmp_path / "rated"
    done = rate_parts(parts_of([folder]), out)
    assert (done.rows, done.bad, done.errors) == (5, 1, out / "errors.csv")
    assert list(written(out)) == [
        "errors.csv", "month=2025-11/a.csv", "month=2025-12/b.parquet", "month=2026-01/c.csv",
    ]  # fmt: skip
    assert pl.read_csv(out / "month=2025-11/a.csv")["total"].to_list() == [0.275, 0.15, None]
    assert pl.read_parquet(out / "month=2025-12/b.parquet")["total"].to_list() == [0.15, 0.15]
    told = pl.read_csv(out / "errors.csv").to_dicts()
    assert [(one["file"], one["row"], one["column"]) for one in told] == [
        ("month=2025-11/a.csv", 3, "origin")
    ]


def test_the_answer_of_a_part_is_that_of_the_file_alone(folder, tmp_path):
    rate_parts(parts_of([folder]), tmp_path / "rated")
    for part in parts_of([folder]):
        alone = tmp_path / f"alone{part.file.suffix}"
        rate_file(part.file, alone)
        assert (tmp_path / "rated" / part.place).read_bytes() == alone.read_bytes()


def test_processes_change_no_byte(folder, tmp_path):
    parts = parts_of([folder])
    rate_parts(parts, tmp_path / "here", rows=1)
    with PoolExecutor(2) as pool:
        rate_parts(parts, tmp_path / "pool", rows=1, each=pool.map)
        rate_file(parts[0].file, tmp_path / "one.csv", rows=2, each=pool.map)
    assert written(tmp_path / "pool") == written(tmp_path / "here")
    here = (tmp_path / "here" / parts[0].place).read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == here


def test_a_dask_cluster_changes_no_byte(folder, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    from bongsu.scenario import executors

    monkeypatch.setattr(executors, "SHIP_BYTES", 0)  # tables go past the scheduler
    parts = parts_of([folder])
    rate_parts(parts, tmp_path / "here")
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        executors.DaskExecutor(cluster.scheduler_address) as dask,
    ):
        rate_parts(parts, tmp_path / "dask", each=dask.map)
    assert written(tmp_path / "dask") == written(tmp_path / "here")


def test_patterns_and_names_mean_files(folder):
    def names(*given):
        return [part.place.as_posix() for part in parts_of([Path(one) for one in given])]

    assert names(f"{folder}/month=2025-*/*") == ["month=2025-11/a.csv", "month=2025-12/b.parquet"]
    assert names(f"{folder}/**/?.csv") == [
        "_notes/d.csv",  # a pattern means what it says, a folder leaves such out
        "month=2025-11/a.csv",
        "month=2026-01/c.csv",
    ]
    assert names(f"{folder}/month=2025-12/b.parquet", f"{folder}/month=2025-11/a.csv") == [
        "a.csv", "b.parquet",
    ]  # fmt: skip


def test_one_file_is_one_whatever_its_name(tmp_path):
    odd = tmp_path / "entries[1].csv"
    odd.write_text(HEAD)
    assert not is_many([odd])
    assert is_many([tmp_path])
    assert is_many([tmp_path / "*.csv"])
    assert is_many([odd, odd])


@pytest.mark.parametrize("given", ["none.csv", "none/*.csv", "."])
def test_what_means_no_file_is_refused(tmp_path, given):
    with pytest.raises(BadFile, match=r"no such file|holds no CSV or Parquet file"):
        parts_of([tmp_path / given])


def test_all_bad_files_are_told_before_any_is_rated(folder, tmp_path):
    (folder / "x.csv").write_text("hts10,country\n8703230140,KR\n")
    (folder / "y.parquet").write_text("no parquet")
    with pytest.raises(Faults) as caught:
        rate_parts(parts_of([folder]), tmp_path / "rated")
    assert "lacks" in str(caught.value)
    assert "cannot be read" in str(caught.value)
    assert not (tmp_path / "rated").exists()


def test_answers_never_overwrite_entries(folder, tmp_path):
    with pytest.raises(BongsuError, match="would overwrite"):
        rate_parts(parts_of([folder]), folder)
    (tmp_path / "file.csv").write_text("")
    with pytest.raises(OutOfRange, match="is a file"):
        rate_parts(parts_of([folder]), tmp_path / "file.csv")
    two = [folder / "month=2025-11" / "a.csv", tmp_path / "a.csv"]
    two[1].write_text(HEAD)
    with pytest.raises(BongsuError, match="has the same name"):
        rate_parts(parts_of(two), tmp_path / "rated")


def test_answers_are_never_put_where_the_next_run_finds_them(folder, tmp_path):
    for given, out in (
        (folder, folder / "rated"),
        (folder, folder.parent / "entries" / "month=2026-01" / "rated"),
        (f"{folder}/**/*.csv", folder / "rated"),
    ):
        with pytest.raises(BongsuError, match="the next run would rate the answers too"):
            rate_parts(parts_of([Path(given)]), out)
    with pytest.raises(BongsuError, match="--errors"):
        rate_parts(parts_of([folder]), tmp_path / "rated", errors=folder / "bad.csv")
    flat = parts_of([folder / "month=2026-01" / "*.csv"])  # looks into no folder of that one
    assert rate_parts(flat, folder / "month=2026-01" / "rated").rows == 0
    assert rate_parts(parts_of([folder / "month=2026-01" / "*.csv"]), tmp_path / "two").rows == 0


def test_the_command_rates_a_folder_and_tells_how_far_it_is(folder, tmp_path):
    asked = [str(folder), "--out", str(tmp_path / "rated")]
    done = CliRunner().invoke(batch, asked)
    assert done.output.endswith(f"1 bad rows in {tmp_path / 'rated' / 'errors.csv'}\n")
    assert "3 of 3 files" in done.stderr
    both = CliRunner().invoke(batch, [*asked, "--workers", "2", "--dask", "tcp://x"])
    assert "not both" in both.output


def test_without_dask_the_command_says_how_to_have_it(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    asked = [str(folder), "--out", str(tmp_path / "rated"), "--dask", "tcp://127.0.0.1:8786"]
    done = CliRunner().invoke(batch, asked)
    assert "pip install 'bongsu[dask]'" in str(done.exception)
