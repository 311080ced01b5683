// The export dialog's insides: dialog.cpp (what it does) and frame.cpp (how it looks).
#pragma once

#include <set>

#include "app/dialogs/export/dialog.h"
#include "app/widgets/controls.h"
#include "app/widgets/text_field.h"

namespace flatscope {

inline constexpr int picture_scales[] = {1, 2, 4};

struct ExportDialog::State : std::enable_shared_from_this<ExportDialog::State> {
  State(Worker& w, Done d) : worker(w), done(std::move(d)) {}

  enum class Existing { ask, replace, other_name };

  // --- dialog.cpp ---
  void start(ExportOffer given);
  static std::shared_ptr<State> opened(const std::weak_ptr<State>& weak, long long number);
  static void end(const std::weak_ptr<State>& weak, long long number, const std::string& problem);  // in vain
  void write(Existing answer);
  void write_gathered(const std::shared_ptr<const ExportPlan>& wanted, bool replace, long long number);
  void write_evidence();  // the folder alone
  void complete_folder();
  void handle(const std::vector<KeyPress>& keys);
  void changed();  // what stood in the way may not any more
  ExportPlan plan() const;
  bool picture_fits(int scale) const;
  ExportItem picture_item() const;
  ExportItem svg_item() const;
  bool is_chosen(const ExportItem& item) const { return item.refusal.empty() && chosen.count(item.id) > 0; }

  // --- frame.cpp ---
  void draw(Ui& ui, const Rect& screen);
  void draw_items(Ui& ui, Column& column);
  void draw_scales(Ui& ui, Column& column);
  bool draw_item(Ui& ui, Column& column, const ExportItem& item);
  void draw_place(Ui& ui, Column& column);
  float draw_foot(Ui& ui, const Rect& area);  // returns where it begins
  std::string sentence() const;

  Worker& worker;
  Done done;
  ExportOffer offer;
  bool open = false;
  int at_top = 0;                           // frames in which the list still begins at its top
  std::set<std::string> chosen{"picture"};  // ids; kept from one time to the next
  bool alone = true;                        // pictures without the rail and the inspector; kept likewise
  int scale_index = 0;                      // of picture_scales
  std::filesystem::path folder, home;       // typed paths begin at `folder`
  TextField folder_field, name_field;
  std::vector<std::filesystem::path> existing;  // waits for an answer
  std::string problem;
  bool writing = false;
  bool evidence = false;  // what is written, or asked about, is the folder
  long long times = 0;    // opened so far: answers to older ones leave the dialog alone
  float content = 0.0F;   // height, as drawn last
};

}  // namespace flatscope
