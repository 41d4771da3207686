/// Formulae and set phrases of Vietnamese administrative papers, from which the correction learns which syllables stand
/// beside each other.
///
/// Written for this project from general knowledge of the language of decrees, forms, certificates and minutes; under the
/// project's licence. Each line is a phrase; pairs and triples of neighbours are taken within a line only. Names of
/// persons and places are left out: they are never corrected.
enum AdministrativePhrases {
    static let text = """
        cộng hòa xã hội chủ nghĩa việt nam
        độc lập tự do hạnh phúc
        ủy ban nhân dân xã
        ủy ban nhân dân phường
        ủy ban nhân dân tỉnh
        ủy ban nhân dân thành phố
        ủy ban nhân dân huyện
        ủy ban nhân dân quận
        ủy ban nhân dân cấp xã
        ủy ban nhân dân cấp tỉnh
        hội đồng nhân dân các cấp
        hội đồng nhân dân tỉnh
        chủ tịch ủy ban nhân dân
        phó chủ tịch ủy ban nhân dân
        thủ tướng chính phủ
        văn phòng chính phủ
        phó thủ tướng chính phủ
        nghị định của chính phủ
        bộ trưởng bộ nội vụ
        bộ trưởng bộ tư pháp
        bộ trưởng bộ tài chính
        bộ nông nghiệp và môi trường
        bộ tài nguyên và môi trường
        bộ kế hoạch và đầu tư
        bộ khoa học và công nghệ
        bộ giáo dục và đào tạo
        bộ văn hóa thể thao và du lịch
        bộ lao động thương binh và xã hội
        bộ thông tin và truyền thông
        bộ giao thông vận tải
        bộ xây dựng
        bộ công thương
        bộ quốc phòng
        bộ ngoại giao
        bộ công an
        bộ y tế
        ban tổ chức trung ương
        quốc hội khóa
        ủy ban thường vụ quốc hội
        tòa án nhân dân
        viện kiểm sát nhân dân
        kiểm toán nhà nước
        ngân hàng nhà nước việt nam
        bảo hiểm xã hội việt nam
        mặt trận tổ quốc việt nam
        hội liên hiệp phụ nữ
        hội nông dân việt nam
        hội cựu chiến binh
        đoàn thanh niên cộng sản
        công an tỉnh
        công an thành phố
        công an xã phường
        bộ chỉ huy quân sự
        sở nông nghiệp và môi trường
        sở tài nguyên và môi trường
        sở văn hóa và thể thao
        sở du lịch
        sở tư pháp
        sở nội vụ
        sở xây dựng
        sở tài chính
        sở công thương
        sở y tế
        sở giáo dục và đào tạo
        sở khoa học và công nghệ
        phòng kinh tế hạ tầng và đô thị
        phòng kinh tế
        phòng tư pháp
        phòng văn hóa xã hội
        phòng tài chính kế hoạch
        phòng giao dịch
        hạ tầng và đô thị
        hạ tầng kỹ thuật
        hạ tầng giao thông
        chi nhánh văn phòng đăng ký đất đai
        văn phòng đăng ký đất đai
        văn phòng đăng ký
        văn phòng công chứng
        tổ chức hành nghề công chứng
        trung tâm phục vụ hành chính công
        trung tâm hành chính công
        bộ phận một cửa
        bộ phận tiếp nhận và trả kết quả
        cơ chế một cửa một cửa liên thông
        một cửa liên thông trong giải quyết thủ tục hành chính
        cổng dịch vụ công quốc gia
        dịch vụ công trực tuyến
        giải quyết thủ tục hành chính
        kiểm soát thủ tục hành chính
        thủ tục hành chính
        hồ sơ thủ tục hành chính
        kết quả giải quyết hồ sơ
        trả kết quả giải quyết
        nhận kết quả tại nhà
        nhận kết quả trực tiếp tại
        nhận kết quả qua dịch vụ bưu chính công ích
        qua dịch vụ bưu chính công ích
        dịch vụ bưu chính công ích
        bưu chính công ích
        bưu điện văn hóa xã
        nhân viên bưu chính
        nhân viên bưu điện
        số hiệu bưu gửi
        phiếu gửi hồ sơ
        biên bản giao nhận hồ sơ
        biên bản bàn giao
        bảng kê giao nhận
        giao nhận hồ sơ
        tiếp nhận hồ sơ
        tiếp nhận và giải quyết
        giấy tiếp nhận hồ sơ và hẹn trả kết quả
        giấy hẹn trả kết quả
        phiếu kiểm soát quá trình giải quyết hồ sơ
        phiếu yêu cầu bổ sung hoàn thiện hồ sơ
        bổ sung hoàn thiện hồ sơ
        thành phần hồ sơ gồm
        thành phần hồ sơ
        hồ sơ gồm có
        số lượng hồ sơ
        hồ sơ hợp lệ
        hồ sơ đầy đủ hợp lệ
        số hóa hồ sơ
        số hóa giấy tờ
        kho lưu trữ
        lưu trữ hồ sơ
        bản chính
        bản sao
        bản sao có chứng thực
        bản sao từ sổ gốc
        sao từ sổ gốc
        bản sao trích lục
        bản chụp
        bản điện tử
        chứng thực bản sao
        chứng thực chữ ký
        chứng thực hợp đồng giao dịch
        lời chứng của chủ tịch
        lời chứng của công chứng viên
        số chứng thực
        quyển số
        sổ chứng thực
        sổ đăng ký hộ tịch
        sổ hộ khẩu
        sổ tạm trú
        sổ địa chính
        trong sổ đăng ký khai sinh
        sổ đăng ký khai sinh
        căn cứ luật tổ chức chính quyền địa phương
        luật tổ chức chính quyền địa phương
        luật ban hành văn bản quy phạm pháp luật
        luật sửa đổi bổ sung một số điều
        luật đất đai
        luật nhà ở
        luật kinh doanh bất động sản
        luật xây dựng
        luật hộ tịch
        luật cư trú
        luật căn cước
        luật công chứng
        luật doanh nghiệp
        luật đầu tư
        luật ngân sách nhà nước
        luật bảo hiểm xã hội
        luật bảo vệ môi trường
        luật lưu trữ
        luật bưu chính
        luật giao dịch điện tử
        luật phí và lệ phí
        luật quản lý thuế
        luật khiếu nại
        luật tố cáo
        luật thi đua khen thưởng
        luật cán bộ công chức
        luật viên chức
        luật quy hoạch
        luật hôn nhân và gia đình
        bộ luật dân sự
        bộ luật lao động
        bộ luật tố tụng dân sự
        căn cứ luật đất đai và các văn bản hướng dẫn thi hành
        và các văn bản hướng dẫn thi hành
        văn bản hướng dẫn thi hành
        hướng dẫn thi hành
        văn bản quy phạm pháp luật
        căn cứ nghị định số
        căn cứ nghị định của chính phủ quy định chức năng nhiệm vụ quyền hạn
        quy định chức năng nhiệm vụ quyền hạn và cơ cấu tổ chức
        chức năng nhiệm vụ quyền hạn và cơ cấu tổ chức của
        nhiệm vụ quyền hạn
        cơ cấu tổ chức
        căn cứ nghị quyết
        căn cứ quyết định số
        căn cứ thông tư số
        căn cứ chỉ thị
        căn cứ công văn
        căn cứ kết quả
        căn cứ biên bản
        căn cứ hợp đồng
        căn cứ tờ trình
        theo đề nghị của
        theo đề nghị của chánh văn phòng
        theo đề nghị của trưởng phòng
        theo đề nghị của cục trưởng cục
        theo đề nghị của vụ trưởng vụ
        theo đề nghị của giám đốc sở
        xét đề nghị của
        trưởng phòng kinh tế
        trưởng phòng tư pháp
        tại tờ trình số
        tờ trình số
        quyết định
        nay quyết định
        quyết định về việc
        về việc phê duyệt
        về việc cho phép
        về việc thu hồi
        về việc cấp
        về việc công nhận
        về việc bổ nhiệm
        về việc thành lập
        về việc giao đất
        về việc cho thuê đất
        về việc hỗ trợ
        phê duyệt danh sách
        phê duyệt kế hoạch
        phê duyệt quy hoạch
        phê duyệt dự án
        phê duyệt phương án
        nhiệm kỳ
        điều 1 ban hành kèm theo quyết định này
        ban hành kèm theo
        kèm theo quyết định này
        bãi bỏ một phần
        bãi bỏ một số
        bãi bỏ quyết định
        sửa đổi bổ sung một số điều
        được sửa đổi bổ sung
        đã được sửa đổi bổ sung
        đã được sửa đổi bổ sung bởi
        sửa đổi bổ sung bãi bỏ một số quy định
        bổ sung bởi
        một số quy định tại các thông tư quy định về
        quy định về kinh doanh
        thông tư quy định chi tiết
        quy định chi tiết một số điều
        quy định chi tiết và hướng dẫn thi hành
        điều khoản thi hành
        điều khoản chung
        điều khoản chuyển tiếp
        có hiệu lực kể từ ngày ký
        có hiệu lực thi hành kể từ ngày
        quyết định này có hiệu lực kể từ ngày ký
        quyết định này có hiệu lực thi hành
        kể từ ngày ký
        kể từ ngày
        kể từ ngày quyết định này có hiệu lực
        kể từ khi
        trong thời hạn
        trong thời gian
        thời hạn giải quyết
        thời hạn sử dụng
        ngày làm việc kể từ ngày
        trong hai ngày làm việc
        chịu trách nhiệm thi hành quyết định này
        chịu trách nhiệm thi hành
        chịu trách nhiệm trước pháp luật
        hoàn toàn chịu trách nhiệm
        hoàn toàn chịu trách nhiệm trước pháp luật về
        chịu trách nhiệm về nội dung
        trách nhiệm thi hành
        trách nhiệm của hai bên
        trách nhiệm của các bên
        chánh văn phòng
        chánh văn phòng ủy ban nhân dân
        trưởng các phòng chuyên môn
        các phòng chuyên môn
        cơ quan chuyên môn
        thủ trưởng các đơn vị
        thủ trưởng các cơ quan đơn vị có liên quan
        thủ trưởng các đơn vị có liên quan
        các đơn vị có liên quan
        các cơ quan đơn vị có liên quan
        tổ chức cá nhân có liên quan
        và các tổ chức cá nhân có liên quan
        có tên tại điều
        nơi nhận
        như điều
        để báo cáo
        tỉnh để báo cáo
        thành phố để báo cáo
        để thực hiện
        để biết
        cơ quan thuế
        thông báo của cơ quan thuế
        theo thông báo của cơ quan thuế
        nghĩa vụ tài chính
        thực hiện nghĩa vụ tài chính
        thực hiện nghĩa vụ tài chính khác
        nghĩa vụ tài chính về đất đai
        nộp tiền sử dụng đất
        tiền sử dụng đất
        tiền thuê đất
        lệ phí trước bạ
        thuế thu nhập cá nhân
        thuế giá trị gia tăng
        thuế sử dụng đất phi nông nghiệp
        thuế môn bài
        mã số thuế
        tờ khai lệ phí trước bạ
        tờ khai thuế
        biên lai thu tiền
        biên lai thu phí lệ phí
        thu tiền phí lệ phí
        phí lệ phí
        phí thẩm định hồ sơ
        phí thẩm định
        lệ phí cấp
        lệ phí đăng ký
        lệ phí hộ tịch
        tên loại phí lệ phí
        tên cơ quan thu
        họ tên người nộp tiền
        người nộp tiền
        người thu tiền
        giao cho người nộp tiền
        hình thức thanh toán
        phương thức thanh toán
        chuyển khoản
        tiền mặt
        số tiền bằng chữ
        viết bằng chữ
        bằng chữ
        số tiền
        tổng số tiền
        tổng cộng
        đồng chẵn
        nghìn đồng
        triệu đồng
        trăm nghìn đồng
        mươi nghìn đồng
        mươi triệu đồng
        một trăm
        hai trăm
        ba trăm
        bốn trăm
        năm trăm
        sáu trăm
        bảy trăm
        tám trăm
        chín trăm
        mươi mốt
        mươi hai
        mươi ba
        mươi bốn
        mươi lăm
        mươi sáu
        mươi bảy
        mươi tám
        mươi chín
        một nghìn
        hai nghìn
        ba nghìn
        bốn nghìn
        năm nghìn
        một triệu
        hai triệu
        ba triệu
        bốn triệu
        năm triệu
        một tỷ
        mươi phần trăm
        phần trăm
        chuyển mục đích sử dụng đất
        được chuyển mục đích sử dụng
        được phép chuyển mục đích sử dụng
        cho phép chuyển mục đích sử dụng đất
        cho phép chuyển mục đích
        mục đích sử dụng đất
        mục đích sử dụng
        người sử dụng đất
        chủ sử dụng đất
        tên chủ sử dụng
        tên người sử dụng đất
        quyền sử dụng đất
        quyền sử dụng đất quyền sở hữu nhà ở
        quyền sở hữu nhà ở và tài sản khác gắn liền với đất
        tài sản gắn liền với đất
        giấy chứng nhận quyền sử dụng đất
        giấy chứng nhận đã được cấp
        giấy chứng nhận đã cấp
        cấp giấy chứng nhận
        cấp giấy chứng nhận quyền sử dụng đất
        cấp lại giấy chứng nhận
        cấp đổi giấy chứng nhận
        cấp mới giấy chứng nhận
        thu hồi giấy chứng nhận
        đính chính giấy chứng nhận
        chuyển nhượng quyền sử dụng đất
        hợp đồng chuyển nhượng quyền sử dụng đất
        hợp đồng chuyển nhượng
        bên chuyển nhượng
        bên nhận chuyển nhượng
        giá chuyển nhượng
        giá chuyển nhượng và phương thức thanh toán
        hợp đồng tặng cho
        hợp đồng ủy quyền
        hợp đồng thuê
        hợp đồng mua bán
        hợp đồng lao động
        hợp đồng đặt cọc
        hợp đồng này
        hợp đồng được lập thành
        được lập thành hai bản
        có giá trị pháp lý như nhau
        giá trị pháp lý như nhau
        mỗi bên giữ một bản
        bản lưu tại
        một bản lưu tại cơ quan
        giải quyết tranh chấp
        tranh chấp phát sinh
        mọi tranh chấp
        không có tranh chấp
        đất không có tranh chấp
        không bị kê biên để bảo đảm thi hành án
        kê biên để đảm bảo thi hành án
        thi hành án dân sự
        thương lượng
        giải quyết bằng thương lượng
        khởi kiện theo quy định của pháp luật
        theo quy định của pháp luật
        theo quy định
        đúng quy định
        quy định của pháp luật
        quy định hiện hành
        pháp luật về đất đai
        chấp hành tốt quy định
        chi phí bồi đắp
        mọi chi phí
        chi phí phát sinh
        chi phí thực hiện
        gồm mọi chi phí
        thanh toán cho bên
        đặt cọc
        phần còn lại
        phần diện tích
        nộp một lần
        nhận thừa kế
        nhận tặng cho
        nguồn gốc sử dụng đất
        nguồn gốc
        thời hạn lâu dài
        sử dụng lâu dài
        sử dụng riêng
        sử dụng chung
        đất ở tại nông thôn
        đất ở tại đô thị
        đất trồng cây hằng năm
        đất trồng cây lâu năm
        đất trồng cây hàng năm khác
        đất trồng lúa
        đất nông nghiệp
        đất phi nông nghiệp
        đất rừng sản xuất
        đất nuôi trồng thủy sản
        đất ở
        sang đất ở
        thửa đất số
        tại thửa đất số
        thửa đất
        trích lục thửa đất
        trích lục bản đồ địa chính
        trích đo địa chính thửa đất
        số thứ tự thửa đất
        bản vẽ thửa đất
        sơ đồ vị trí thửa đất
        sơ đồ thửa đất
        vị trí thửa đất
        địa chỉ thửa đất
        tách thửa đất
        hợp thửa đất
        tờ bản đồ số
        tờ bản đồ
        bản đồ địa chính
        số hiệu đỉnh
        diện tích
        diện tích thửa đất
        diện tích đất
        ranh giới sử dụng đất
        ranh giới thửa đất
        xác minh ranh giới
        đo đạc lại ranh giới
        biến động đất đai
        đăng ký biến động
        đăng ký biến động đất đai
        thay đổi diện tích
        do thay đổi diện tích
        hộ liền kề
        giáp ranh
        tỷ lệ
        người đo vẽ
        người kiểm tra
        mốc giới
        kết cấu
        mặt bằng tầng
        công trình xây dựng
        giấy phép xây dựng
        nhà ở riêng lẻ
        sửa chữa nhà ở
        nhà ở
        chủ đầu tư
        phòng họp
        trụ sở
        tại trụ sở
        trụ sở ủy ban nhân dân
        giấy khai sinh
        tờ khai đăng ký khai sinh
        đăng ký khai sinh
        khai sinh
        nơi đăng ký khai sinh
        người đi khai sinh
        họ chữ đệm tên
        họ chữ đệm tên người mẹ
        họ chữ đệm tên người cha
        họ tên
        họ và tên
        họ và tên khai sinh
        ngày tháng năm sinh
        ghi bằng chữ
        giới tính
        dân tộc
        dân tộc kinh
        quốc tịch
        quốc tịch việt nam
        nơi sinh
        quê quán
        nơi cư trú
        nơi thường trú
        nơi thường trú hiện nay
        nơi tạm trú
        nơi ở hiện tại
        số định danh cá nhân
        số định danh
        số căn cước
        số căn cước công dân
        căn cước công dân
        thẻ căn cước
        căn cước
        chứng minh nhân dân
        giấy tờ tùy thân
        giấy tờ kèm theo
        giấy tờ kèm theo gồm có
        giấy tờ khác
        kèm theo gồm có
        ngày cấp
        nơi cấp
        do cục trưởng cục cảnh sát quản lý hành chính về trật tự xã hội cấp
        cục trưởng cục cảnh sát
        cục cảnh sát quản lý hành chính về trật tự xã hội
        cảnh sát quản lý hành chính
        quản lý hành chính về trật tự xã hội
        đặc điểm nhận dạng
        sẹo chấm
        nốt ruồi
        có giá trị đến
        năm sinh
        điều chỉnh thông tin
        thông tin năm sinh
        thông tin cá nhân
        thông tin về cư trú
        thông tin về
        cải chính hộ tịch
        thay đổi cải chính hộ tịch
        trích lục hộ tịch
        trích lục kết hôn
        trích lục khai tử
        trích lục khai sinh
        đăng ký kết hôn
        giấy chứng nhận kết hôn
        xác nhận tình trạng hôn nhân
        giấy xác nhận tình trạng hôn nhân
        tình trạng hôn nhân
        giấy chứng sinh
        giấy báo tử
        công chức tư pháp hộ tịch
        công chức địa chính
        công chức tiếp nhận
        cán bộ tiếp nhận
        người tiếp nhận
        người khai
        người làm đơn
        người yêu cầu
        người đề nghị
        người được ủy quyền
        người ủy quyền
        người đại diện
        người đại diện theo pháp luật
        người lập biểu
        người ghi biên bản
        đại diện các hộ
        đại diện bên giao
        đại diện bên nhận
        ký ghi rõ họ tên
        ký và ghi rõ họ tên
        ghi rõ họ tên
        ký tên đóng dấu
        chữ ký
        ký và đóng dấu
        ký tên
        đơn đề nghị
        đơn đề nghị giải quyết hồ sơ
        đơn xin xác nhận
        đơn đăng ký
        đơn khiếu nại
        kính gửi
        kính gửi ủy ban nhân dân
        kính đề nghị
        kính đề nghị quý cơ quan xem xét giải quyết
        làm đơn này kính đề nghị
        quý cơ quan xem xét
        xem xét giải quyết
        xem xét quyết định
        giải quyết nội dung sau đây
        nội dung sau đây
        trên đây là đúng sự thật
        là đúng sự thật
        đúng sự thật
        tôi xin cam đoan
        tôi cam đoan
        cam đoan nội dung
        cam đoan các nội dung
        lời cam đoan của mình
        về lời cam đoan
        về cam đoan của mình
        cam đoan của mình
        trước pháp luật về
        xin trân trọng cảm ơn
        tôi xin chân thành cảm ơn
        thư điện tử
        số điện thoại
        điện thoại
        địa chỉ
        địa chỉ thường trú
        địa chỉ liên hệ
        tờ khai
        tờ khai đăng ký
        cấp bản sao giấy tờ
        đăng ký và nhận kết quả
        đối tượng nộp hồ sơ
        nộp hồ sơ
        hình thức nộp
        cá nhân
        hộ gia đình
        hộ gia đình cá nhân
        tổ chức
        trực tiếp
        trực tuyến
        tại nhà
        loại bản sao
        lý do
        giấy xác nhận
        giấy xác nhận thông tin về cư trú
        xác nhận
        xác nhận của ủy ban nhân dân
        có giá trị trong thời hạn
        giấy này có giá trị
        tại địa phương
        đăng ký cư trú
        đăng ký thường trú
        đăng ký tạm trú
        danh sách
        danh sách hộ gia đình
        hộ gia đình nhận kinh phí hỗ trợ
        kinh phí hỗ trợ
        nguồn kinh phí
        hỗ trợ khắc phục thiên tai
        khắc phục hậu quả thiên tai
        hộ nghèo cận nghèo
        số thứ tự
        ghi chú
        nhận thay
        vắng mặt
        biên bản làm việc
        biên bản cuộc họp
        biên bản lập xong
        lập xong hồi
        đã đọc lại cho mọi người cùng nghe
        mọi người cùng nghe và nhất trí ký tên
        cùng nghe và nhất trí
        nhất trí ký tên
        nhất trí
        hồi giờ phút
        chúng tôi gồm
        chúng tôi gồm có
        hôm nay ngày
        nội dung
        nội dung làm việc
        kết luận
        chủ trì
        thư ký
        trưởng thôn
        tổ trưởng tổ dân phố
        tổ dân phố số
        tổ dân phố
        khu dân cư
        cải cách hành chính
        phối hợp với
        phối hợp chặt chẽ
        phối hợp thực hiện
        trước khi
        trước khi nhận kết quả
        biểu mẫu
        dữ liệu chính thức
        có thẩm quyền xác nhận
        người có thẩm quyền
        cơ quan có thẩm quyền
        cấp có thẩm quyền
        thẩm quyền giải quyết
        xác nhận bằng chữ ký số
        chữ ký số
        ký số
        hết hiệu lực
        còn hiệu lực
        hiệu lực hoặc
        có căn cứ
        bị sửa chữa
        bị tẩy xóa
        cước phí
        tiền thu hộ
        chênh lệch
        đối soát
        đối soát số lượng
        hằng tuần
        hằng ngày
        hằng tháng
        hằng năm
        hàng năm
        trong giờ hành chính
        giờ hành chính
        phòng cháy chữa cháy
        phòng cháy chữa cháy và cứu nạn cứu hộ
        tủ sắt
        đối chiếu số hiệu
        đối chiếu
        đối chiếu với bản chính
        đối chiếu giấy tờ
        trong ngày
        theo dõi
        theo dõi việc trả kết quả
        theo dõi đôn đốc
        theo dõi kiểm tra
        đồng thời theo dõi
        đồng thời
        việc trả kết quả
        tối đa
        người nhận
        người gửi
        giấy chứng nhận đăng ký hộ kinh doanh
        đăng ký hộ kinh doanh
        hộ kinh doanh
        tên hộ kinh doanh
        chủ hộ kinh doanh
        mã số hộ kinh doanh
        đăng ký lần đầu
        đăng ký thay đổi lần thứ
        địa điểm kinh doanh
        ngành nghề kinh doanh
        vốn kinh doanh
        vốn điều lệ
        giấy chứng nhận đăng ký doanh nghiệp
        công ty trách nhiệm hữu hạn
        công ty cổ phần
        bán lẻ
        bán buôn
        vật liệu xây dựng
        tạp hóa
        nước giải khát
        dịch vụ ăn uống
        tôi tên là
        tên là
        nay tôi làm đơn này
        xin cấp lại
        bị mất
        bị rách
        bị hư hỏng
        không đọc được
        số thửa
        thi hành công vụ
        thi hành
        quy chế làm việc
        quy chế
        kế hoạch
        kế hoạch thực hiện
        tổ chức thực hiện
        triển khai thực hiện
        thực hiện nhiệm vụ
        thực hiện nghiêm
        thực hiện
        đề nghị
        yêu cầu
        báo cáo
        báo cáo kết quả
        thông báo
        tổng hợp báo cáo
        tổng hợp
        chương trình
        chương trình hành động
        mục đích yêu cầu
        mục đích
        nâng cao chất lượng
        nâng cao hiệu quả
        hiệu quả
        hiệu lực hiệu quả
        phát triển kinh tế xã hội
        phát triển bền vững
        thúc đẩy phát triển
        thúc đẩy hợp tác
        thúc đẩy
        góp phần
        hội nhập quốc tế
        hợp tác quốc tế
        quốc tế
        trong nước và quốc tế
        an ninh trật tự
        trật tự an toàn xã hội
        trật tự an toàn giao thông
        an toàn thực phẩm
        vệ sinh môi trường
        bảo vệ môi trường
        bảo đảm an toàn
        ổn định
        nguồn nhân lực
        nguồn lực
        di sản văn hóa
        giá trị văn hóa
        bản sắc văn hóa
        giao lưu
        trao đổi
        trao đổi thông tin
        tuyên truyền phổ biến
        tuyên truyền
        thông tin tuyên truyền
        kịp thời
        khó khăn vướng mắc
        vướng mắc
        trong quá trình thực hiện
        quá trình thực hiện
        nếu có khó khăn vướng mắc
        phản ánh về
        xem xét giải quyết theo quy định
        chỉ đạo
        lãnh đạo
        chỉ đạo điều hành
        kiểm tra giám sát
        thanh tra kiểm tra
        xử lý vi phạm
        vi phạm hành chính
        xử phạt vi phạm hành chính
        cán bộ công chức viên chức
        công chức viên chức
        người lao động
        người dân và doanh nghiệp
        người dân
        doanh nghiệp
        tổ chức chính trị xã hội
        chính quyền địa phương
        chính quyền địa phương hai cấp
        chính quyền các cấp
        địa phương
        các tỉnh thành phố trực thuộc trung ương
        trực thuộc trung ương
        thành phố trực thuộc
        trung ương
        thành phố
        các thành phố
        tỉnh thành phố
        các bộ cơ quan ngang bộ cơ quan thuộc chính phủ
        cơ quan ngang bộ
        cơ quan thuộc chính phủ
        cổng thông tin điện tử chính phủ
        cổng thông tin điện tử
        cục kiểm tra văn bản và quản lý xử lý vi phạm hành chính
        công báo
        vụ pháp chế
        miễn nhiệm bãi nhiệm
        bầu miễn nhiệm
        điều động cách chức
        trình tự thủ tục
        trình tự
        quy trình
        chuẩn bị
        đào tạo bồi dưỡng
        bồi dưỡng
        bảo hiểm y tế
        bảo hiểm xã hội
        chế độ chính sách
        trợ cấp xã hội
        trợ cấp
        người có công với cách mạng
        người cao tuổi
        trẻ em
        người khuyết tật
        trường tiểu học
        trường trung học cơ sở
        trường trung học phổ thông
        trường đại học
        bằng tốt nghiệp
        học sinh sinh viên
        giấy khám sức khỏe
        trạm y tế
        bệnh viện đa khoa
        giấy ra viện
        lý lịch tư pháp
        phiếu lý lịch tư pháp
        giấy phép lái xe
        giấy đăng ký xe
        giấy ủy quyền
        giấy giới thiệu
        giấy mời
        giấy cam kết
        giấy bảo lãnh
        văn bản thỏa thuận
        văn bản phân chia di sản
        phân chia di sản thừa kế
        di sản thừa kế
        di chúc
        tài sản chung
        tài sản riêng
        vợ chồng
        cha mẹ
        con đẻ
        con nuôi
        nhận nuôi con nuôi
        giám hộ
        ngân sách nhà nước
        dự toán ngân sách
        kho bạc nhà nước
        quyết toán
        thanh toán
        tạm ứng
        hóa đơn chứng từ
        chứng từ
        tài khoản
        ngân hàng thương mại
        đấu giá
        đấu thầu
        bồi thường hỗ trợ tái định cư
        giải phóng mặt bằng
        thu hồi đất
        giao đất
        cho thuê đất
        quy hoạch sử dụng đất
        kế hoạch sử dụng đất
        chỉ giới đường đỏ
        môi trường
        tài nguyên
        khoáng sản
        công nghệ thông tin
        chuyển đổi số
        cơ sở dữ liệu quốc gia
        cơ sở dữ liệu
        dữ liệu dân cư
        định danh điện tử
        xác thực điện tử
        hệ thống thông tin
        phần mềm
        trang thông tin
        bảo mật thông tin
        an toàn thông tin
        bí mật nhà nước
        văn thư lưu trữ
        công tác văn thư
        công văn đến
        công văn đi
        dấu đến
        số và ký hiệu
        trích yếu nội dung
        chức vụ
        họ và tên chữ ký
        thẩm định
        thẩm tra
        giám định
        kiểm tra
        xác minh
        xác định
        điều tra
        khảo sát
        thống kê
        kiểm kê
        danh mục
        phụ lục
        phương án
        dự án đầu tư
        đề án
        nghị quyết
        chỉ thị
        thông tư
        thông tư số
        nghị định
        nghị định số
        quyết định số
        công văn số
        hướng dẫn
        quy định
        quy chuẩn
        tiêu chuẩn
        điều kiện
        nguyên tắc
        phạm vi điều chỉnh
        đối tượng áp dụng
        giải thích từ ngữ
        quyền và nghĩa vụ
        quyền lợi và nghĩa vụ hợp pháp
        nghĩa vụ của
        khen thưởng kỷ luật
        thi đua khen thưởng
        kỷ luật
        chiến sĩ thi đua
        lao động tiên tiến
        tập thể cá nhân
        gia đình văn hóa
        tháng năm
        ngày tháng năm
        cùng ngày
        giờ cùng ngày
        bắt đầu từ
        kết thúc
        địa điểm
        thời gian
        thành phần tham dự
        thành phần
        đại biểu
        ý kiến
        phát biểu
        biểu quyết
        thống nhất
        tự nguyện
        năng lực hành vi dân sự
        có đủ năng lực hành vi dân sự
        đã đọc lại
        các giấy tờ kèm theo
        kho dữ liệu
        trừ trường hợp
        trường hợp người nhận
        trường hợp
        tối thiểu
        """
}
