#include "services/scheduler/card_fields.h"

namespace blangko::scheduler {

// The telephone number and the papers seen are not on the card.
records::v1::Personal CardFieldsOf(const rows::v1::Personal& personal) {
  records::v1::Personal fields;
  fields.set_nik(personal.nik());
  fields.set_name(personal.name());
  fields.set_birth_place(personal.birth_place());
  fields.set_birth_date(personal.birth_date());
  fields.set_sex(personal.sex());
  fields.set_address(personal.address());
  fields.set_rt_rw(personal.rt_rw());
  fields.set_village(personal.village());
  fields.set_district(personal.district());
  fields.set_religion(personal.religion());
  fields.set_marital_status(personal.marital_status());
  fields.set_occupation(personal.occupation());
  fields.set_blood_type(personal.blood_type());
  return fields;
}

}  // namespace blangko::scheduler
