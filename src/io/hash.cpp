// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <fstream>

#include <cpl_vsi.h>
#include <openssl/evp.h>

#include "io/field_sidecar.hpp"
#include "io/formats.hpp"
#include "io/ogr_fields.hpp"
#include "io/open_dataset.hpp"
#include "io/provenance.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

// The file and what belongs to it: everything whose change would change what is read.
std::vector<std::string> files_of(const std::string& path) {
    std::vector<std::string> files;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, error)) {
            if (entry.is_regular_file(error)) {
                files.push_back(entry.path().string());
            }
        }
    } else {
        files.push_back(path);
        for (const char* ending : {"-wal", "-journal"}) {
            if (fs::exists(path + ending, error)) {
                files.push_back(path + ending);
            }
        }
        const fs::path csvt = fs::path(path).replace_extension(".csvt");
        if (extension(path) == ".csv" && fs::exists(csvt, error)) {
            files.push_back(csvt.string());
        }
        try {
            const OpenedDataset opened = open_dataset(path, {});
            const ErrorCapture quiet;
            const CPLStringList list(opened.dataset->GetFileList());
            for (int i = 0; i < list.Count(); ++i) {
                if (!opened.folder && fs::is_regular_file(list[i], error)) {
                    files.push_back(list[i]);
                }
            }
        } catch (const Error&) {
            // A damaged file still has a hash: its own.
        }
    }
    if (fs::exists(path + provenance_ending, error)) {
        files.push_back(path + provenance_ending);
    }
    const std::string fields = field_sidecar_path(path).string();
    const std::string ending = extension(path);
    if ((ending == ".shp" || ending == ".tab" || ending == ".mif") && fs::exists(fields, error)) {
        files.push_back(fields);
    }
    for (std::string& file : files) {
        file = fs::path(file).lexically_normal().string();
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

Digest begun() {
    Digest digest(EVP_MD_CTX_new());
    EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
    return digest;
}

std::string ended(const Digest& digest) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value;
    unsigned size = 0;
    EVP_DigestFinal_ex(digest.get(), value.data(), &size);
    return to_hex(value.data(), size);
}

} // namespace

std::string sha256_of_file(const std::string& path) {
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(
        VSIFOpenL(path.c_str(), "rb"), [](VSILFILE* one) { return one == nullptr ? 0 : VSIFCloseL(one); });
    if (!file) {
        return {};
    }
    const Digest digest = begun();
    std::array<char, 1 << 16> piece;
    while (const std::size_t size = VSIFReadL(piece.data(), 1, piece.size(), file.get())) {
        EVP_DigestUpdate(digest.get(), piece.data(), size);
    }
    return ended(digest);
}

std::optional<std::string> sha256(const std::string& uri) {
    const std::string path = parse_uri(uri).path;
    std::error_code error;
    if (uri == "-" || is_connection(uri) || !fs::exists(path, error)) {
        return std::nullopt;
    }
    const Digest digest = begun();
    for (const std::string& name : files_of(path)) {
        std::ifstream file(name, std::ios::binary);
        if (!file) {
            fail(Errc::open, "{}: the file cannot be opened. Check that you may read it.", name);
        }
        std::array<char, 1 << 16> piece;
        while (file.read(piece.data(), piece.size()), file.gcount() > 0) {
            EVP_DigestUpdate(digest.get(), piece.data(), static_cast<std::size_t>(file.gcount()));
        }
    }
    return ended(digest);
}

} // namespace minemap
