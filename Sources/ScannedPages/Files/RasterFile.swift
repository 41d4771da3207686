import DocumentModel

/// Scanned pictures as files: TIFF, JPEG and PNG.
public enum RasterFile {
    /// Looks what a file is and which pages it has, from its headers alone.
    ///
    /// Pages of a TIFF that stand before a cut are kept; what is wrong with the rest becomes a fault of the inspection.
    ///
    /// - Parameter maxPixels: the largest number of pixels a page may have.
    /// - Throws: a fault of the whole file: `empty_file`, `not_an_image` (PDF too), `too_small`, `too_large`,
    ///   `truncated_image`, `missing_file`, `unreadable_file`. So does a file none of whose pages can be
    ///   read.
    public static func inspect(path: String, maxPixels: Int) throws(FileFault) -> FileInspection {
        switch try FileKind.format(ofFileAt: path) {
        case .tiff: return try inspectTIFF(path, maxPixels)
        case .jpeg:
            let header = try JPEGHeader(path: path)
            try FileKind.checkSize(
                width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: nil)
            return singlePage(.jpeg, header.width, header.height)
        case .png:
            let header = try PNGHeader(path: path)
            try FileKind.checkSize(
                width: header.width, height: header.height, maxPixels: maxPixels, pageIndex: nil)
            return singlePage(.png, header.width, header.height)
        case .pdf: throw FileFault(code: .notAnImage, detail: "a PDF, not a picture")
        }
    }

    private static func singlePage(_ format: FileInspection.Format, _ width: Int, _ height: Int) -> FileInspection {
        FileInspection(format: format, pages: [PageSummary(index: 0, width: width, height: height)])
    }

    private static func inspectTIFF(_ path: String, _ maxPixels: Int) throws(FileFault) -> FileInspection {
        let reader = try TIFFDirectoryReader(file: RandomAccessFile(path: path))
        let (offsets, chainFault) = reader.directoryOffsets()
        var inspection = FileInspection(format: .tiff, pages: [])
        for (index, offset) in offsets.enumerated() {
            let directory = reader.directory(at: offset)
            if let directory, directory.isAuxiliary, offsets.count > 1 { continue }
            do throws(FileFault) {
                inspection.pages.append(try summary(directory, index, reader.fileSize, maxPixels))
            } catch {
                inspection.faults.append(error)
            }
        }
        if let chainFault { inspection.faults.append(chainFault) }
        if inspection.pages.isEmpty {
            var fault = inspection.faults.first ?? FileFault(code: .truncatedImage, detail: "TIFF without a page")
            if inspection.faults.count <= 1 { fault.pageIndex = nil }
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
            width: directory.width, height: directory.height, maxPixels: maxPixels, pageIndex: index)
        guard directory.dataLies(within: fileSize) else {
            throw FileFault(
                code: .truncatedImage, pageIndex: index, detail: "picture data lies beyond the end of the file")
        }
        return PageSummary(index: index, width: directory.width, height: directory.height)
    }
}
