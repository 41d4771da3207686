import CLeptonica
import ChildProcesses
import DocumentModel
import Glibc

/// A page as it was drawn.
struct DrawnView: ~Copyable {
    let pix: Pix
    /// Whether it may show less than it should.
    var mayBeIncomplete = false
    /// Whether it is for a person to say that this is how it looks.
    var isUnsure = false
    /// What poppler calls damaged, though MuPDF shows the same of a copy of the page.
    var ignoredDamage: String?

    consuming func taken() -> Pix { pix }
}

extension PDFPageReader {
    /// The page as poppler draws it. Where poppler complains, or shows nothing of a page that something is on, MuPDF is
    /// asked; what one of them shows and the other not is shown, and told of. What is blended is compared too.
    func drawn(dpi: Double) throws(FileFault) -> DrawnView {
        let drawing: Poppler.Drawing
        do throws(FileFault) {
            drawing = try Poppler.draw(
                path: path, pageIndex: index, dpi: dpi * plan.geometry.userUnit, scratch: imagePath)
        } catch {
            if error.detail.contains(Poppler.damaged(Poppler.deflation)), let view = try drawnInSpiteOfDamage(dpi: dpi)
            {
                return view
            }
            // Poppler does not find its way to the page.
            guard error.detail.contains(Poppler.endedEarly) else { throw error }
            return try drawnBySecond(dpi: dpi)
        }
        let hasErrors = drawing.hasErrors
        let pix = try PictureEncoder.withoutNeedlessColour(drawing.taken())
        let isEmpty = pix.isUniform
        guard hasErrors || (plan.showsSomething && isEmpty) || plan.isBlended else { return DrawnView(pix: pix) }
        let preview = try PicturePreview.make(of: pix, dpi: Int(dpi), path: "\(imagePath).preview")
        defer { unlink(preview.path) }
        switch try verdict(on: preview) {
        case .same: return DrawnView(pix: pix, mayBeIncomplete: hasErrors && isEmpty)
        case .differs: return DrawnView(pix: pix, mayBeIncomplete: hasErrors && isEmpty, isUnsure: true)
        // MuPDF ends with an error for a stray word, as poppler complains: that both do says nothing.
        case .unknown: return DrawnView(pix: pix, mayBeIncomplete: hasErrors)
        // Which of two ways to blend is meant nobody can tell from the pictures.
        case .showsMore where !hasErrors && !isEmpty: return DrawnView(pix: pix, isUnsure: true)
        case .showsMore:
            guard let more = try second(dpi: dpi) else {
                return DrawnView(pix: pix, mayBeIncomplete: true, isUnsure: true)
            }
            return DrawnView(pix: try PictureEncoder.withoutNeedlessColour(more), isUnsure: true)
        }
    }

    /// The page with a font or a profile whose data ends too early: as poppler draws it when MuPDF shows the same of a
    /// copy whose dictionaries are written anew. What the page's pictures and content lack is missing in both.
    ///
    /// - Returns: `nil` when it may be these that are damaged, and when the programs do not agree.
    private func drawnInSpiteOfDamage(dpi: Double) throws(FileFault) -> DrawnView? {
        guard !plan.isIncomplete, plan.pictures.allSatisfy(\.isPlainJPEG) else { return nil }
        let copy = "\(imagePath)-copy"
        defer { unlink(copy) }
        try QPDFDocument(path: path).writePage(index, to: copy)
        let drawing = try Poppler.draw(
            path: path, pageIndex: index, dpi: dpi * plan.geometry.userUnit, scratch: imagePath,
            ignoring: Poppler.deflation)
        let pix = try PictureEncoder.withoutNeedlessColour(drawing.taken())
        let preview = try PicturePreview.make(of: pix, dpi: Int(dpi), path: "\(imagePath).preview")
        defer { unlink(preview.path) }
        do throws(ChildToolFault) {
            guard try PictureComparison().differingPages(in: copy, from: [0: preview]).isEmpty, !pix.isUniform else {
                return nil
            }
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
        return DrawnView(pix: pix, isUnsure: true, ignoredDamage: Poppler.deflation)
    }

    /// The page as MuPDF draws it, where poppler could not.
    func drawnBySecond(dpi: Double) throws(FileFault) -> DrawnView {
        guard let pix = try second(dpi: dpi) else {
            throw FileFault(code: .corruptPDF, pageIndex: index, detail: "neither poppler nor MuPDF can draw the page")
        }
        return DrawnView(pix: try PictureEncoder.withoutNeedlessColour(pix), isUnsure: true)
    }

    private enum Verdict { case same, differs, showsMore, unknown }

    /// What MuPDF says of the page that poppler drew.
    private func verdict(on preview: PicturePreview) throws(FileFault) -> Verdict {
        do throws(ChildToolFault) {
            guard let shown = try SecondRenderer().cells(of: path, pages: [index])[index],
                let own = PictureCells(preview, like: shown)
            else { return .unknown }
            return own.shows(shown) ? .same : own.lacks(shown) ? .showsMore : .differs
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
    }

    private func second(dpi: Double) throws(FileFault) -> Pix? {
        do throws(ChildToolFault) {
            return try SecondRenderer().picture(path: path, pageIndex: index, dpi: dpi, scratch: imagePath)
        } catch {
            throw Poppler.fault(error, pageIndex: index)
        }
    }
}

extension PDFObject {
    /// Whether a picture is a JPEG without anything around it, and has no mask.
    fileprivate var isPlainJPEG: Bool {
        let filter = self["Filter"]
        let filters = filter.isArray ? filter.items(limit: 2) : [filter]
        return filters.map(\.name) == ["DCTDecode"] && self["SMask"].isNull && self["Mask"].isNull
    }
}
