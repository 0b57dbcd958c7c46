#include "services/access/accounts_service.h"

#include "base/status_macros.h"
#include "blangko/access/v1/accounts_service.grpc.pb.h"
#include "services/access/accounts.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"

namespace blangko::access {
namespace {

using grpc::ServerContext;

class Service final : public v1::AccountsService::Service {
 public:
  Service(Accounts& accounts, const rpc::Rpc& rpc) : accounts_(accounts), rpc_(rpc) {}

  grpc::Status Login(ServerContext* context, const v1::LoginRequest* request,
                     v1::LoginResponse* response) override {
    return rpc_.Handle(context, "accounts.login", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, accounts_.Login(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status Logout(ServerContext* context, const v1::LogoutRequest* request,
                      v1::LogoutResponse* response) override {
    return rpc_.Handle(context, "accounts.logout", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, accounts_.Logout(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status WhoAmI(ServerContext* context, const v1::WhoAmIRequest* request,
                      v1::WhoAmIResponse* response) override {
    return rpc_.Handle(context, "accounts.get_me", *request, [&](const Act& act) -> absl::Status {
      response->set_identity(act.actor.identity);
      response->set_role(ToApi(act.actor.role));
      response->set_scope(act.actor.scope);
      response->set_named(act.actor.named);
      return absl::OkStatus();
    });
  }

  grpc::Status ListAccounts(ServerContext* context, const v1::ListAccountsRequest* request,
                            v1::ListAccountsResponse* response) override {
    return rpc_.Handle(context, "accounts.list", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request));
      ASSIGN_OR_RETURN(const PageOf<v1::Account> found, accounts_.List(act.actor, {page.size, page.after}));
      response->mutable_accounts()->Assign(found.rows.begin(), found.rows.end());
      response->set_next_page_token(rpc::NextPageToken(page, found.next));
      return absl::OkStatus();
    });
  }

  grpc::Status AddAccount(ServerContext* context, const v1::AddAccountRequest* request,
                          v1::AddAccountResponse* response) override {
    return rpc_.Handle(context, "accounts.add", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, accounts_.Add(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ChangeAccount(ServerContext* context, const v1::ChangeAccountRequest* request,
                             v1::ChangeAccountResponse* response) override {
    return rpc_.Handle(context, "accounts.change", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, accounts_.Change(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status SetPin(ServerContext* context, const v1::SetPinRequest* request,
                      v1::SetPinResponse* response) override {
    return rpc_.Handle(context, "accounts.set_pin", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, accounts_.SetPin(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Accounts& accounts_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeAccountsService(Accounts& accounts, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(accounts, rpc);
}

}  // namespace blangko::access
