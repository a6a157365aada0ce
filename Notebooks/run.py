"""Executes the notebooks: `run.py check` in a folder of its own, `run.py refresh` in place.

`check` runs each of them in English and in Chinese. It fails where a cell fails, where a notebook
that stands in the repository is not as `refresh` writes it, and where its outputs are not those of
this run: every text and table, and of every figure the data.
"""

import concurrent.futures
import copy
import difflib
import os
import pathlib
import sys
import tempfile

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

HERE = pathlib.Path(__file__).resolve().parent
#: How much of a difference is printed.
LINES = 40


def clean(notebook):
    """Takes out all that changes from one run or machine to the next, and keeps the outputs."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    })
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    count = 0
    for place, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{place + 1:02}"
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "metadata" in output:
                output.metadata = nbformat.from_dict({})
            if "execution_count" in output:
                output.execution_count = count
    return notebook


def text(notebook):
    return nbformat.writes(notebook, sort_keys=True) + "\n"


def execute(notebook, out, language="en"):
    """Runs all cells in this folder, where `import figures` finds the module; files go to `out`."""
    # Kernels that run side by side each have a folder of sockets, which no other user can reach.
    with tempfile.TemporaryDirectory() as sockets:
        NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(HERE)}},
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}}),
        ).execute(
            env={**os.environ, "SPOTCHECK_NOTEBOOK_OUT": str(out), "SPOTCHECK_LANGUAGE": language}
        )


def outputs(notebook):
    """What a reader sees, line by line. Of a picture, whose bytes differ from one machine to the
    next, only that there is one: the digest of its data stands beside it as plain text."""
    lines = []
    for place, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            shown = {output["name"]: output["text"]} if "text" in output else output.get("data", {})
            for kind, content in sorted(shown.items()):
                lines.append(f"cell {place}, {kind}:")
                if not kind.startswith("image/"):
                    lines += content.splitlines()
    return lines


def difference(committed, executed):
    """The lines in which the outputs of two runs differ; none where they are the same."""
    lines = difflib.unified_diff(
        outputs(committed), outputs(executed), "committed", "executed", lineterm="", n=1
    )
    return list(lines)


def run(path, mode, language, out):
    """What is wrong with a notebook; `refresh` writes it."""
    committed = nbformat.read(path, as_version=4)
    notebook = copy.deepcopy(committed)
    try:
        execute(notebook, out, language)
    except Exception as error:
        return [str(error)]
    if mode == "refresh":
        path.write_text(text(clean(notebook)), encoding="utf-8")
        return []
    if language != "en":
        return []
    problems = []
    if path.read_text(encoding="utf-8") != text(clean(copy.deepcopy(committed))):
        problems.append("is not as `make notebooks-refresh` writes it")
    lines = difference(committed, notebook)
    if lines:
        shown = lines[:LINES] + [f"… {len(lines) - LINES} lines more"] * (len(lines) > LINES)
        problems.append("\n".join(["other outputs; `make notebooks-refresh` if they are right:", *shown]))
    return problems


def canaries(out):
    """A failing assert must fail, and an output that is not the committed one must be found."""
    fails = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("assert 1 + 1 == 3")])
    try:
        execute(fails, out)
    except Exception:
        pass
    else:
        sys.exit("notebooks: a failing assert passed, so the check checks nothing")
    says = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1 + 1)\n'fresh'")])
    execute(says, out)
    for change in (lambda cell: cell.outputs[0].update(text="3\n"),
                   lambda cell: cell.outputs[1].data.update({"text/plain": "'stale'"}),
                   lambda cell: cell.outputs.pop()):
        stale = copy.deepcopy(says)
        change(stale.cells[0])
        if not difference(stale, says):
            sys.exit("notebooks: stale outputs passed, so they are not compared")
    if difference(says, says):
        sys.exit("notebooks: the same outputs differ")


def main(mode, names):
    paths = sorted(HERE.glob("*.ipynb"))
    paths = [path for path in paths if not names or path.stem in names]
    if not paths:
        sys.exit("notebooks: there is none")
    languages = ["en"] if mode == "refresh" else ["en", "zh"]
    with tempfile.TemporaryDirectory() as folder:
        canaries(pathlib.Path(folder))
        jobs = [(path, language) for path in paths for language in languages]
        out = HERE / "out" if mode == "refresh" else pathlib.Path(folder)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(
                lambda job: run(job[0], mode, job[1], out / job[1] / job[0].stem), jobs
            ))
    for (path, language), problems in zip(jobs, results):
        for problem in problems:
            print(f"{path.name} ({language}): {problem}", file=sys.stderr)
    failed = sum(bool(problems) for problems in results)
    print(f"notebooks: {len(results) - failed} runs passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("check", "refresh"):
        sys.exit("usage: run.py check|refresh [NAME…]")
    main(sys.argv[1], sys.argv[2:])
