"""Whom a learner plays: members of the demonstration's story. A test holds them against its files."""

from safeconduct.site.training.scenario import Part
from safeconduct.vocabulary.codes import Profession, Sector

ANA = Part("Ana Pop", "Casa Salcia", "RO", Profession.SOCIAL_WORKER, Sector.NGO)
IOANA = Part("Ioana Marin", "Casa Salcia", "RO", Profession.PSYCHOLOGIST, Sector.NGO)
FLORIN = Part("Florin Pavel", "Policlinica Izvor", "RO", Profession.NURSE, Sector.HEALTH)
RADU = Part("Radu Ene", "Cabinet Teiul", "RO", Profession.LAWYER, Sector.LEGAL)
SOFIE = Part("Sofie Maes", "Maison Lierre", "BE", Profession.SOCIAL_WORKER, Sector.SHELTER)
CLAIRE = Part("Claire Dubois", "Barreau du Canal", "BE", Profession.LAWYER, Sector.LEGAL)
JAN = Part("Jan Peeters", "Police, special unit North", "BE", Profession.POLICE_OFFICER, Sector.POLICE)
