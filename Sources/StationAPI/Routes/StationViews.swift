import Dossiers
import Ledger
import Presentation

extension StationBatchView.File {
    init(_ file: UploadedFile) { self.init(file, digest: ContentDigestField.text(file.sha256)) }
}

extension StationBatchView.Progress {
    init(_ batch: BatchID, _ status: BatchStatus) {
        self.init(
            batch, status.state, pagesRead: status.pagesRead, pagesTotal: status.pagesTotal, receipt: status.receipt)
    }
}
