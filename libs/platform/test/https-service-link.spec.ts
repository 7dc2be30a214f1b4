import { describeServiceLink } from '../src/service-link/service-link.contract.ts';
import { CertifiedServices } from './kit/certified-services.ts';

describeServiceLink('over HTTPS', async () => {
  const services = await CertifiedServices.create();
  return {
    link: await services.link('caller'),
    serve: async (name, routes) => void (await services.serve(name, routes)),
    close: () => services.close(),
  };
});
