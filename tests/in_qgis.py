"""Open a project in a real QGIS and tell what it shows, as JSON; run by the Python that has QGIS, not by ours.

Usage: in_qgis.py PROJECT FOLDER DAY…
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # type: ignore[import-not-found]  # not of our environment
    QgsApplication,
    QgsDateTimeRange,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPrintLayout,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)  # fmt: skip
from qgis.PyQt.QtCore import QDateTime, QSize, Qt  # type: ignore[import-not-found]


def answer(project: Path, folder: Path, days: list[str]) -> dict[str, Any]:
    """Return what QGIS makes of ``project``; draw each of ``days`` to a PNG in ``folder``, and the first day's sheet too."""
    opened = QgsProject.instance()
    assert opened.read(str(project)), opened.error()
    layers = {name.removeprefix("record_layer_"): layer for name, layer in opened.mapLayers().items()}
    time = opened.timeSettings().temporalRange()
    manager = opened.layoutManager()
    sheets = [layout.name() for layout in manager.layouts()]
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    sheet = manager.layoutByName(days[0])
    assert isinstance(sheet, QgsPrintLayout)
    exported = QgsLayoutExporter(sheet).exportToImage(str(folder / f"sheet-{days[0]}.png"), settings)
    return {
        "title": opened.title(),
        "crs": [opened.crs().authid(), layers["events"].crs().authid()],
        "layers": {name: {"valid": layer.isValid(), "features": layer.featureCount()} for name, layer in layers.items()},
        "alias": layers["events"].attributeAlias(layers["events"].fields().indexOf("dating")),
        "dated": sorted(name for name, layer in layers.items() if layer.temporalProperties().isActive()),
        "categories": [category.value() for category in layers["events"].renderer().categories()],
        "relations": sorted(opened.relationManager().relations()),
        "valid_relations": all(one.isValid() for one in opened.relationManager().relations().values()),
        "range": [time.begin().toString(Qt.ISODate), time.end().toString(Qt.ISODate)],
        "step": [opened.timeSettings().timeStep(), opened.timeSettings().timeStepUnit()],
        "sheets": sheets,
        "sheet_exported": exported == QgsLayoutExporter.Success,
        "items": sorted(item.id() for item in sheet.items() if hasattr(item, "id") and item.id()),
        "seen": {day: seen(layers["events"], day) for day in days},
        "pictures": [draw(opened, folder, day) for day in days],
        "served": served(Path(layers["events"].source().split("|")[0]), folder),
        "styled": styled(
            Path(layers["events"].source().split("|")[0]), sorted(name for name, layer in layers.items() if layer.isSpatial())
        ),
    }


def on(day: str) -> QgsDateTimeRange:
    """Return the range of one day, as the temporal controller has it."""
    return QgsDateTimeRange(
        QDateTime.fromString(f"{day}T00:00:00", Qt.ISODate), QDateTime.fromString(f"{day}T23:59:59", Qt.ISODate)
    )


def seen(layer: QgsVectorLayer, day: str) -> list[str]:
    """Return the ids of the features that pass the layer's own temporal filter on ``day``."""
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    layer.setSubsetString("")
    expression = layer.temporalProperties().createFilterString(context, on(day))
    request = layer.getFeatures(expression)
    return sorted(feature["id"] for feature in request)


def draw(project: QgsProject, folder: Path, day: str) -> str:
    """Draw the map as QGIS shows it on ``day``."""
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([layer for layer in root.layerOrder() if root.findLayer(layer.id()).isVisible()])
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(project.backgroundColor())
    settings.setOutputSize(QSize(1400, 1050))
    settings.setOutputDpi(110)
    settings.setExtent(project.layoutManager().layoutByName(day).referenceMap().extent())
    settings.setIsTemporal(True)
    settings.setTemporalRange(on(day))
    context = settings.expressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    path = folder / f"{day}.png"
    assert job.renderedImage().save(str(path))
    return str(path)


def styled(package: Path, names: list[str]) -> dict[str, str]:
    """Return how QGIS draws layers that are dragged in from the GeoPackage, without the project."""
    made = {}
    for name in names:
        layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
        made[name] = f"{layer.renderer().type()}, {'labelled' if layer.labelsEnabled() else 'bare'}"
    return made


def served(package: Path, folder: Path) -> dict[str, list[int]]:
    """Dress the layers of the GeoPackage by the SLD beside it, and draw them so.

    Returns for each layer how many features every rule of its style draws, in the order of the rules.
    """
    made, layers = {}, []
    for style in sorted((package.parent / "sld").glob("*.sld")):
        layer = QgsVectorLayer(f"{package}|layername={style.stem}", style.stem, "ogr")
        if not layer.isValid():
            continue  # a kind of events that is a layer of its own elsewhere
        message, taken = layer.loadSldStyle(str(style))
        assert taken, message
        renderer = layer.renderer()
        rules = renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []
        filters = [rule.filterExpression() for rule in rules] or [""]
        made[style.stem] = [layer.featureCount() if f in {"", "ELSE"} else len(list(layer.getFeatures(f))) for f in filters]
        for symbol in renderer.symbols(QgsRenderContext()):
            for part in symbol.symbolLayers():
                if part.layerType() == "SvgMarker":
                    # A map server looks for a sign beside its style; QGIS in folders of its own alone.
                    assert (style.parent / part.path()).is_file(), part.path()
                    part.setPath(str(style.parent / part.path()))
        layers.append(layer)
    settings = QgsMapSettings()
    order = ["events", "damage", "columns", "fronts", "streets", "control"]
    settings.setLayers([layer for name in order for layer in layers if layer.name() == name])
    settings.setDestinationCrs(layers[0].crs())
    settings.setOutputSize(QSize(1400, 1050))
    settings.setExtent(next(layer for layer in layers if layer.name() == "events").extent())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert job.renderedImage().save(str(folder / "served.png"))
    return made


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    print(json.dumps(answer(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])))  # noqa: T201 - its answer
