import DocumentModel

/// Scanned pictures as files: TIFF, JPEG, PNG, HEIF and rarer kinds.
public enum RasterFile {
    /// Looks what a file is and which pages it has, from its headers alone.
    ///
    /// Pages of a TIFF that stand before a cut are kept; what is wrong with the rest becomes a fault of the inspection.
    ///
    /// - Parameter maxPixels: the largest number of pixels a page may have.
    /// - Throws: a fault of the whole file: `empty_file`, `not_an_image` (PDF too), `unsupported_format`, `too_small`,
    ///   `too_large`, `truncated_image`, `missing_file`, `unreadable_file`. So does a file whose only page cannot be
    ///   read.
    public static func inspect(path: String, maxPixels: Int) throws(FileFault) -> FileInspection {
        switch try FileKind.format(ofFileAt: path) {
        case .tiff: return try inspectTIFF(path, maxPixels)
        case .jpeg:
            return try inspectJPEG(path, maxPixels)
        case .png:
            let header = try PNGHeader(path: path)
            try FileKind.checkSize(
                width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: nil)
            if !header.hasEnd { _ = try decode(path: path, pageIndex: 0, maxPixels: maxPixels) }
            return singlePage(.png, header.width, header.height)
        case .heif: return try inspectHEIF(path, maxPixels)
        case .bmp, .gif, .webp, .jpeg2000: return try inspectPlain(path, maxPixels)
        case .pdf: throw FileFault(code: .notAnImage, detail: "a PDF, not a picture")
        }
    }

    private static func inspectJPEG(_ path: String, _ maxPixels: Int) throws(FileFault) -> FileInspection {
        let header = try JPEGHeader(path: path)
        if let kind = header.foreignKind { throw FileFault(code: .unsupportedFormat, detail: kind) }
        try FileKind.checkSize(width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: nil)
        // Without its end marker, only the data tells whether the picture is whole.
        if !header.hasEnd { _ = try JPEGPicture.decode(path: path, eighths: 1) }
        var inspection = singlePage(.jpeg, header.width, header.height)
        if let note = header.noteOnFurtherPictures(in: path) { inspection.notes = [note] }
        return inspection
    }

    private static func inspectHEIF(_ path: String, _ maxPixels: Int) throws(FileFault) -> FileInspection {
        var inspection = FileInspection(format: .heif, pages: [])
        for (index, size) in try HEIFFile(path: path).sizes().enumerated() {
            do throws(FileFault) {
                guard let size else {
                    throw FileFault(code: .truncatedImage, pageIndex: index, detail: "HEIF picture makes no sense")
                }
                try FileKind.checkSize(width: size.width, height: size.height, maxPixels: maxPixels, pageIndex: index)
                inspection.pages.append(PageSummary(index: index, width: size.width, height: size.height))
            } catch {
                inspection.faults.append(error)
            }
        }
        if inspection.pages.isEmpty, let fault = inspection.faults.first { throw fault }
        return inspection
    }

    private static func inspectPlain(_ path: String, _ maxPixels: Int) throws(FileFault) -> FileInspection {
        let picture = try PlainPicture(path: path)
        try FileKind.checkSize(width: picture.width, height: picture.height, maxPixels: maxPixels, pageIndex: nil)
        var inspection = singlePage(try FileKind.format(ofFileAt: path), picture.width, picture.height)
        if picture.frames > 1 {
            inspection.notes = [
                FileFault(code: .attachedFile, detail: "\(picture.frames) pictures in a GIF, the first is read")
            ]
        }
        return inspection
    }

    private static func singlePage(_ format: FileInspection.Format, _ width: Int, _ height: Int) -> FileInspection {
        FileInspection(format: format, pages: [PageSummary(index: 0, width: width, height: height)])
    }

    private static func inspectTIFF(_ path: String, _ maxPixels: Int) throws(FileFault) -> FileInspection {
        let reader = try TIFFDirectoryReader(file: RandomAccessFile(path: path))
        let (offsets, chainFault) = reader.directoryOffsets()
        var inspection = FileInspection(format: .tiff, pages: [])
        var page: TIFFDirectory?
        for (index, offset) in offsets.enumerated() {
            let directory = reader.directory(at: offset)
            if let directory, offsets.count > 1 {
                if directory.isMask { continue }
                if directory.isCalledReduced, let page, directory.isSmallCopy(of: page) {
                    let sizes = "\(directory.width) x \(directory.height) of \(page.width) x \(page.height)"
                    inspection.notes.append(FileFault(code: .thumbnail, pageIndex: index, detail: sizes))
                    continue
                }
                page = directory
            }
            do throws(FileFault) {
                inspection.pages.append(try summary(directory, index, reader.fileSize, maxPixels))
            } catch {
                inspection.faults.append(error)
            }
        }
        if let chainFault { inspection.faults.append(chainFault) }
        // Several pages that cannot be read are several pages all the same.
        if inspection.pages.isEmpty, inspection.faults.count < 2 {
            var fault = inspection.faults.first ?? FileFault(code: .truncatedImage, detail: "TIFF without a page")
            fault.pageIndex = nil
            throw fault
        }
        return inspection
    }

    private static func summary(
        _ directory: TIFFDirectory?, _ index: Int, _ fileSize: Int, _ maxPixels: Int
    ) throws(FileFault) -> PageSummary {
        guard let directory else {
            throw FileFault(code: .truncatedImage, pageIndex: index, detail: "directory cannot be read")
        }
        guard directory.width > 0, directory.height > 0 else {
            throw FileFault(code: .truncatedImage, pageIndex: index, detail: "directory without width or height")
        }
        try FileKind.checkSize(
            width: directory.width, height: directory.height, maxPixels: maxPixels, pageIndex: index,
            allowance: directory.isBitonal ? FileKind.bitonalAllowance : 1)
        guard directory.dataLies(within: fileSize) else {
            throw FileFault(
                code: .truncatedImage, pageIndex: index, detail: "picture data lies beyond the end of the file")
        }
        return PageSummary(index: index, width: directory.width, height: directory.height)
    }
}
