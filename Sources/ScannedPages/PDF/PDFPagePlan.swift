import DocumentModel

/// How a page is to be read: which picture serves, and whether its own text may be believed.
struct PDFPagePlan {
    /// A picture that is the whole page.
    struct Scan {
        let image: PDFObject
        /// How the stored picture has to be turned, clockwise, to stand as a viewer shows it.
        let turnToShown: QuarterTurn
        /// Stored pixels an inch, along the stored width and height.
        let resolution: (x: Double, y: Double)
    }

    /// The picture that may be taken out as it is; `nil` when the page has to be drawn.
    private(set) var scan: Scan?
    /// Pixels an inch of the largest picture, when pictures make up most of the page.
    private(set) var pictureResolution: Double?
    /// The pictures on the page, each once.
    private(set) var pictures: [PDFObject] = []
    /// What opaque pictures cover, in the page's own coordinates.
    private(set) var opaquePictures: [PDFRectangle] = []
    /// Whether there is text to see, which is not merely under or over a scan.
    private(set) var hasVisibleText = false
    /// Whether there is text for searching only: somebody's recognition of a scan.
    private(set) var hasHiddenText = false

    /// Whether the page's content or its annotations put anything on it.
    private(set) var showsSomething = false

    /// Whether parts of the page are blended with each other.
    let isBlended: Bool

    /// Share of the page that pictures must cover for the page to count as a scan.
    private static let scanCoverage = 0.5
    /// How far a picture may end before or behind the page's edge, as a share of the page's side.
    private static let edgeTolerance = 0.02

    /// Scans come in one picture or some strips; a page of more pictures is a drawing.
    private static let maxPictures = 64

    let geometry: PDFPageGeometry
    /// Whether a viewer shows something over the page's content.
    let hasDrawnAnnotations: Bool
    /// Whether the page's content is damaged, so that nobody knows what is missing.
    let isUndecodable: Bool
    /// Whether not all of the content could be followed.
    let isIncomplete: Bool

    /// - Parameter page: a page's dictionary with what it inherits.
    init(page: PDFObject) {
        geometry = PDFPageGeometry(page: page)
        let marks = PageMarks(page: page)
        isUndecodable = marks.isUndecodable
        isIncomplete = marks.isIncomplete || marks.missesObjects
        isBlended = marks.isBlended
        hasDrawnAnnotations = page["Annots"].items(limit: 10_000).contains(where: Self.isDrawn)
        showsSomething =
            hasDrawnAnnotations || marks.isIncomplete
            || marks.marks.contains { if case .invisibleText = $0 { false } else { true } }
        judgePictures(marks.marks)
        let cover = marks.isIncomplete ? nil : coveringPicture(marks.marks)
        judgeText(marks.marks, cover: cover?.position)
        if let cover, !hasDrawnAnnotations, !hasVisibleText, cover.nothingOver { scan = cover.scan }
    }

    /// Whether a mask lies over a picture, which may hide it by mistake: what is not seen of it is not nothing.
    var masksPicture: Bool { pictures.contains { !$0["SMask"].isNull || !$0["Mask"].isNull } }

    /// Whether the page is a scan, for whose text only recognition counts.
    var isScan: Bool { scan != nil || pictureResolution != nil }

    private mutating func judgePictures(_ marks: [PageMark]) {
        var numbers: Set<Int> = []
        for case .image(let object?, _, _, _) in marks where pictures.count < Self.maxPictures {
            if numbers.insert(object.objectNumber).inserted { pictures.append(object) }
        }
        var covered = 0.0
        var largest = 0.0
        var resolution: Double?
        for case .image(let object, let matrix, let clip, let isPlain) in marks {
            let box = shown(matrix, clip: clip)
            let area = box.area
            covered += area
            if isPlain, area > 0, opaquePictures.count < Self.maxPictures { opaquePictures.append(box) }
            guard area > largest, let object, let width = object["Width"].number else { continue }
            largest = area
            let side = (matrix.a * matrix.a + matrix.b * matrix.b).squareRoot() * geometry.userUnit / 72
            resolution = side > 0 ? width / side : nil
        }
        if covered >= Self.scanCoverage * geometry.box.area { pictureResolution = resolution ?? 0 }
    }

    private func shown(_ matrix: PDFMatrix, clip: PDFRectangle?) -> PDFRectangle {
        let area = matrix.box(of: PDFRectangle(left: 0, bottom: 0, right: 1, top: 1)).intersection(geometry.box)
        return clip.map(area.intersection) ?? area
    }

    private mutating func judgeText(_ marks: [PageMark], cover: Int?) {
        for (position, mark) in marks.enumerated() {
            switch mark {
            case .visibleText where position > cover ?? -1: hasVisibleText = true
            case .visibleText, .invisibleText: hasHiddenText = true
            case .image, .drawing: break
            }
        }
    }

    private struct Cover {
        var scan: Scan
        var position: Int
        /// Whether no drawing and no further picture follows.
        var nothingOver: Bool
    }

    /// The last plain picture that covers the page and hides all that was put there before it.
    private func coveringPicture(_ marks: [PageMark]) -> Cover? {
        for (position, mark) in marks.enumerated().reversed() {
            guard case .image(let object?, let matrix, let clip, true) = mark, covers(matrix, clip: clip),
                object[PDFObject.inlineMark].isNull,
                let drawnTurn = matrix.counterClockwiseTurn, let resolution = resolution(of: object, matrix)
            else { continue }
            let nothingOver = marks[(position + 1)...].allSatisfy {
                switch $0 {
                case .image, .drawing: false
                case .visibleText, .invisibleText: true
                }
            }
            let scan = Scan(
                image: object, turnToShown: geometry.rotation.then(drawnTurn.inverse), resolution: resolution)
            return Cover(scan: scan, position: position, nothingOver: nothingOver)
        }
        return nil
    }

    private func covers(_ matrix: PDFMatrix, clip: PDFRectangle?) -> Bool {
        let whole = matrix.box(of: PDFRectangle(left: 0, bottom: 0, right: 1, top: 1))
        let tolerance = max(3, Self.edgeTolerance * max(geometry.box.width, geometry.box.height))
        return whole.expanded(by: tolerance).contains(geometry.box)
            && geometry.box.expanded(by: tolerance).contains(whole)
            && shown(matrix, clip: clip).expanded(by: tolerance).contains(geometry.box)
    }

    private func resolution(of image: PDFObject, _ matrix: PDFMatrix) -> (x: Double, y: Double)? {
        guard let width = image["Width"].number, let height = image["Height"].number, width > 0, height > 0 else {
            return nil
        }
        let across = (matrix.a * matrix.a + matrix.b * matrix.b).squareRoot() * geometry.userUnit / 72
        let down = (matrix.c * matrix.c + matrix.d * matrix.d).squareRoot() * geometry.userUnit / 72
        guard across > 0, down > 0 else { return nil }
        return (width / across, height / down)
    }

    /// Whether a viewer shows something for an annotation. Links and pop-ups show nothing of the document; what is
    /// hidden or has no extent neither.
    private static func isDrawn(_ annotation: PDFObject) -> Bool {
        guard annotation.isDictionary else { return false }
        if ["Link", "Popup"].contains(annotation["Subtype"].name) { return false }
        let flags = annotation["F"].integer ?? 0
        let (hidden, noView) = (2, 32)
        if flags & (hidden | noView) != 0 { return false }
        let corners = annotation["Rect"].items(limit: 5).compactMap(\.number)
        let isFlat = corners.count == 4 && (corners[0] == corners[2] || corners[1] == corners[3])
        return !isFlat
    }
}
